import type { Readable } from "node:stream";
import type { Assignment, RuntimeEvent, StoredState, ValueRef } from "@millrace/protocol";

export type RunAssignment = Extract<Assignment, { kind: "run" }>;

/** What is put where: the value of one output of one attempt of a step. */
export type PutTarget = {
  readonly step: string;
  readonly stepAttempt: number;
  readonly output: string;
  readonly codec: string;
  readonly name?: string;
};

/** Where values live. In a sandbox this is the broker's socket, in tests memory. */
export type ValuePort = {
  put(target: PutTarget, bytes: AsyncIterable<Uint8Array>): Promise<ValueRef>;
  /** The bytes of a stored value. Never called for a value that is `inline`. */
  open(value: ValueRef): Promise<Readable>;
  /** The newest stored value of an asset, or of one of its partitions; undefined when there is none. */
  findAsset(asset: string, partition: string | undefined): Promise<ValueRef | undefined>;
  /** Partitions of an asset that have a value, newest last. */
  listAsset(asset: string, last: number | undefined): Promise<readonly string[]>;
};

/** A slot of a pool. `state`: an asset's as it is now, for whoever had the slot before may have changed it. */
export type PoolSlot = { readonly state?: StoredState | undefined; release(): void };

/** Waits for a slot of a pool. */
export type PoolPort = { acquire(step: string, pool: string, signal: AbortSignal): Promise<PoolSlot> };

/** Named sets of dynamic partitions. */
export type PartitionPort = {
  /** The keys of a set, in the order in which they were added. */
  list(set: string): Promise<readonly string[]>;
};

/** All that a run needs of the world outside. */
export type RunPorts = {
  emit(event: RuntimeEvent): void;
  /** Resolves when what was emitted is on its way; author code starts after it. */
  flush(): Promise<void>;
  now(): number;
  random(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  readonly values: ValuePort;
  readonly pools: PoolPort;
  readonly partitions: PartitionPort;
  /** The location's variables, for `env()`. */
  readonly variables: Readonly<Record<string, string>>;
  /** A folder for files of this run. */
  readonly scratchDir: string;
  /** Resources that stand in for created ones, by name (tests). */
  readonly resources?: Readonly<Record<string, unknown>>;
};
