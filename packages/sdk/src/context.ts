import type { Json } from "./json";
import type { MetadataMap } from "./metadata";
import type { DynamicPartitions } from "./partitions";

/** Structured log lines of a step. */
export interface Log {
  /** Logs a detail for debugging. */
  debug(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
  /** Logs a message. */
  info(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
  /** Logs a warning. */
  warn(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
  /** Logs an error. To fail the step, throw. */
  error(message: string, fields?: Readonly<Record<string, Json | undefined>>): void;
}

/** Manages partition sets. Changes are committed when the step succeeds, or not at all. */
export interface PartitionSets {
  /**
   * Adds keys in the given order. Existing keys are ignored. A key has 1 to 255 characters, can't contain `| , [ ]`,
   * and can't start or end with a space. A step can change up to 10,000 keys.
   * @throws if a key is invalid, which fails the step
   */
  add(set: DynamicPartitions, keys: readonly string[]): void;
  /** Deletes keys, with the statuses and values of their partitions. */
  delete(set: DynamicPartitions, keys: readonly string[]): void;
  /** Current keys in insertion order, including changes made in this attempt. */
  list(set: DynamicPartitions): Promise<readonly string[]>;
}

/** Context common to all steps. */
export interface RunContext {
  readonly runId: string;
  /** Attempt number of this step, starting at 1. */
  readonly attempt: number;
  readonly job: string | undefined;
  readonly deployment: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Aborted when the step times out or the run is canceled. Pass it to `fetch` and other cancelable calls. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Adds and deletes keys of partition sets. */
  readonly partitions: PartitionSets;
  /** Records metadata on the step's materialization, check result, or log. Later calls add to earlier ones. */
  metadata(values: MetadataMap): void;
}
