import type { Json } from "./json";
import type { MetadataMap } from "./metadata";

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
  /** Records metadata with the step's materialization, check or log; later calls add to earlier ones. */
  metadata(values: MetadataMap): void;
}
