import { LIMITS } from "@millrace/core";
import { type StateValues, type StoredState, stateBytes } from "@millrace/protocol";
import type { PartitionState, State } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { StateStore } from "./state-store";

/** Identifies the state to open. */
export type StateScope = {
  /** The asset as named in errors: `asset "orders"`. */
  readonly subject: string;
  /** The run's partitions. Undefined for an unpartitioned asset. */
  readonly partitionKeys?: readonly string[] | undefined;
  readonly stored?: StoredState | undefined;
};

/** State of an asset in one attempt of its step: what author code reads and sets, and what a success commits. */
export class StepState {
  readonly #asset: StateStore;
  readonly #partitions: ReadonlyMap<string, StateStore> | undefined;
  readonly #subject: string;
  #isTaken = false;

  constructor({ subject, partitionKeys, stored = {} }: StateScope) {
    const onSet = (): void => this.#checkChanges();
    this.#subject = subject;
    this.#asset = new StateStore(subject, stored.asset ?? {}, onSet);
    this.#partitions =
      partitionKeys &&
      new Map(
        partitionKeys.map((key) => [
          key,
          new StateStore(`${subject}, partition "${key}"`, valuesOf(stored.partitions, key), onSet),
        ]),
      );
  }

  /** Returns `state` as the asset's function receives it: the partition's, or the asset's if it is unpartitioned. */
  view(): State | PartitionState {
    const partitions = this.#partitions;
    if (!partitions) return this.#asset;
    const own = (): StateStore => this.#only(partitions);
    return {
      get: (name) => own().get(name),
      set: (name, value) => own().set(name, value),
      asset: this.#asset,
      partition: (key) => this.#partition(partitions, key),
    };
  }

  /** Returns the changes to commit. Later changes are rejected. */
  take(): StoredState | undefined {
    this.#isTaken = true;
    return this.#changes();
  }

  #changes(): StoredState | undefined {
    const asset = this.#asset.changes;
    const partitions = [...(this.#partitions ?? [])].flatMap(([key, { changes }]) =>
      isEmpty(changes) ? [] : [[key, changes] as const],
    );
    if (isEmpty(asset) && partitions.length === 0) return undefined;
    return {
      ...(isEmpty(asset) ? {} : { asset }),
      ...(partitions.length === 0 ? {} : { partitions: Object.fromEntries(partitions) }),
    };
  }

  #checkChanges(): void {
    if (this.#isTaken) {
      throw new StepError(
        "STATE_INVALID",
        `${this.#subject}: state.set was called after the step ended, so the change is lost. Await the code that calls it.`,
        { retry: false },
      );
    }
    if (!this.#partitions || this.#partitions.size < MANY) return;
    const bytes = stateBytes(this.#changes());
    if (bytes <= LIMITS.stateChangesBytesMax) return;
    throw new StepError(
      "STATE_INVALID",
      `${this.#subject}: this step's state changes are ${bytes} bytes of JSON, over the limit of ${LIMITS.stateChangesBytesMax} (stateChangesBytesMax). Run fewer partitions per run.`,
      { retry: false },
    );
  }

  #only(partitions: ReadonlyMap<string, StateStore>): StateStore {
    const [only, ...more] = partitions.values();
    if (only && more.length === 0) return only;
    throw new StepError(
      "MANY_PARTITIONS",
      `${this.#subject}: state belongs to one partition, but this run has ${partitions.size}. Use state.partition(key), or state.asset for asset-level state.`,
      { retry: false },
    );
  }

  #partition(partitions: ReadonlyMap<string, StateStore>, key: string): StateStore {
    const store = partitions.get(key);
    if (store) return store;
    const some = [...partitions.keys()].slice(0, 3).join(", ");
    throw new StepError(
      "UNKNOWN_PARTITION",
      `${this.#subject}: state.partition(${JSON.stringify(key)}): this run is of ${some}${partitions.size > 3 ? ", …" : ""}, so it can only access the state of those partitions`,
      { retry: false },
    );
  }
}

/** With this many partitions, each within its own limit, a step can exceed the limit of its changes. */
const MANY = LIMITS.stateChangesBytesMax / LIMITS.stateBytesMax;

const isEmpty = (values: object): boolean => Object.keys(values).length === 0;

const valuesOf = (partitions: StoredState["partitions"], key: string): StateValues =>
  (partitions && Object.hasOwn(partitions, key) && partitions[key]) || {};

/** Adds a `state` property to the context of an op or check that explains, when read, that it has no state. */
export function withoutState<C extends object>(context: C, subject: string): C {
  return Object.defineProperty(context, "state", {
    get() {
      throw new StepError(
        "STATE_INVALID",
        `${subject} has no state. Only assets have state; move it to an asset or store it with your data.`,
        { retry: false },
      );
    },
  });
}
