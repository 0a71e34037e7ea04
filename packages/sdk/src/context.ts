import type { Json } from "./json";
import type { MetadataMap } from "./metadata";
import type { DynamicPartitions } from "./partitions";

/** Structured log lines of a step. */
export interface Log {
  /** Detail. */
  debug(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
  /** What happened. */
  info(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
  /** Something odd that does not stop the step. */
  warn(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
  /** Something wrong. Throw to fail the step. */
  error(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
}

/** Named sets of dynamic partitions. What is added or deleted is committed with the step's success, or not at all. */
export interface PartitionSets {
  /**
   * Adds keys, in their order; those that are there already change nothing. A key has 1 to 255 characters, none of them
   * `| , [ ]`, and no space around it. A step changes at most 10,000 keys.
   * @throws what fails the step, for a key that cannot be one
   */
  add(set: DynamicPartitions, keys: readonly string[]): void;
  /** Deletes keys, with the statuses and values of their partitions. */
  delete(set: DynamicPartitions, keys: readonly string[]): void;
  /** The keys as they are now, in the order in which they were added, with what this attempt has changed. */
  list(set: DynamicPartitions): Promise<readonly string[]>;
}

/** What every step knows about its run. */
export interface RunContext {
  readonly runId: string;
  /** Counts executions of this step, from 1. */
  readonly attempt: number;
  readonly job: string | undefined;
  readonly deployment: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Aborted when the step times out or the run is canceled: pass it to `fetch` and friends. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Grows and shrinks named sets of dynamic partitions. */
  readonly partitions: PartitionSets;
  /** Records metadata with the step's materialization, check or log; later calls add to earlier ones. */
  metadata(values: MetadataMap): void;
}
