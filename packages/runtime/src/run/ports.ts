import type { Readable } from "node:stream";
import type { Assignment, RuntimeEvent, StoredState, ValueRef } from "@millrace/protocol";

export type RunAssignment = Extract<Assignment, { kind: "run" }>;

/** Identifies a stored output: of one attempt of a step. */
export type PutTarget = {
  readonly step: string;
  readonly stepAttempt: number;
  readonly output: string;
  readonly codec: string;
  readonly name?: string;
};

/** Storage of values. The broker's socket in a sandbox, memory in tests. */
export type ValuePort = {
  put(target: PutTarget, bytes: AsyncIterable<Uint8Array>): Promise<ValueRef>;
  /** Opens the bytes of a stored value. Never called for an `inline` value. */
  open(value: ValueRef): Promise<Readable>;
  /** Returns the newest stored value of an asset or partition, or undefined if there is none. */
  findAsset(asset: string, partition: string | undefined): Promise<ValueRef | undefined>;
  /** Returns the partitions of an asset that have a value, newest last. */
  listAsset(asset: string, last: number | undefined): Promise<readonly string[]>;
};

/**
 * A slot of a pool. `state` is the asset's state at the time of the grant, because the previous holder may have changed
 * it.
 */
export type PoolSlot = { readonly state?: StoredState | undefined; release(): void };

/** Waits for a slot of a pool. */
export type PoolPort = { acquire(step: string, pool: string, signal: AbortSignal): Promise<PoolSlot> };

/** Access to partition sets. */
export type PartitionPort = {
  /** Returns the keys of a set in insertion order. */
  list(set: string): Promise<readonly string[]>;
};

/** Everything a run needs from the outside. */
export type RunPorts = {
  emit(event: RuntimeEvent): void;
  /** Resolves when emitted events have been sent. Author code starts after it. */
  flush(): Promise<void>;
  now(): number;
  random(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  readonly values: ValuePort;
  readonly pools: PoolPort;
  readonly partitions: PartitionPort;
  /** True if the run can continue in a fresh process when this one can't be used for a step's next attempt. */
  readonly replacesProcess: boolean;
  /** Variables of the code location, for `env()`. */
  readonly variables: Readonly<Record<string, string>>;
  /** A folder for files of this run. */
  readonly scratchDir: string;
  /** Fakes for created resources, keyed by resource name (tests). */
  readonly resources?: Readonly<Record<string, unknown>>;
};
