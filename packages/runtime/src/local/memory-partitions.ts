import type { PartitionSetChanges, RuntimeEvent } from "@millrace/protocol";
import type { PartitionPort } from "../run/ports";

/** Partition sets in memory, for runs in the author's process. Later runs see the keys that steps commit. */
export class MemoryPartitions implements PartitionPort {
  readonly #sets = new Map<string, Set<string>>();

  constructor(sets: Readonly<Record<string, readonly string[]>> = {}) {
    for (const [set, keys] of Object.entries(sets)) this.#sets.set(set, new Set(keys));
  }

  async list(set: string): Promise<readonly string[]> {
    return [...(this.#sets.get(set) ?? [])];
  }

  /** Returns all keys in insertion order, by the name of their set. */
  all(): Record<string, readonly string[]> {
    return Object.fromEntries([...this.#sets].map(([set, keys]) => [set, [...keys]]));
  }

  add(set: string, keys: readonly string[]): void {
    const known = this.#sets.get(set) ?? new Set();
    for (const key of keys) known.add(key);
    this.#sets.set(set, known);
  }

  /** Records the changes that a step commits. */
  record(event: RuntimeEvent): void {
    if (event.type === "stepSucceeded") this.change(event.dynamicPartitions ?? {});
  }

  change(sets: PartitionSetChanges): void {
    for (const [set, changes] of Object.entries(sets)) {
      for (const key of changes.delete ?? []) this.#sets.get(set)?.delete(key);
      this.add(set, changes.add ?? []);
    }
  }
}
