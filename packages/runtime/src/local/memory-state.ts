import { ownValue } from "@millrace/core/own";
import type { RuntimeEvent, StateValues, StoredState } from "@millrace/protocol";

/** State in memory, for runs in the author's process. Later runs see the state that steps commit. */
export class MemoryState {
  readonly #assets = new Map<string, StoredState>();

  /** Returns the state of an asset. */
  of(asset: string): StoredState {
    return this.#assets.get(asset) ?? {};
  }

  /** Merges values into the state of an asset, or of one of its partitions. Other keys are unchanged. */
  add(asset: string, partition: string | undefined, values: StateValues): void {
    this.#commit(asset, partition === undefined ? { asset: values } : { partitions: { [partition]: values } });
  }

  /** Records the state that a step commits. */
  record(event: RuntimeEvent): void {
    if (event.type === "stepSucceeded" && event.state) this.#commit(event.step, event.state);
  }

  #commit(key: string, { asset, partitions = {} }: StoredState): void {
    const before = this.of(key);
    const merged = Object.entries(partitions).map(([partition, values]) => [
      partition,
      { ...ownValue(before.partitions, partition), ...values },
    ]);
    this.#assets.set(key, {
      asset: { ...before.asset, ...asset },
      partitions: { ...before.partitions, ...Object.fromEntries(merged) },
    });
  }
}
