import type { FreshnessState } from "../freshness/freshness";
import type { StoredSubset } from "./memory";

/** A materialization, or an observation of an external asset. */
export type AssetUpdate = {
  readonly partition?: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly isNewDataVersion?: boolean;
  /** Asset keys that its run targeted, and the run's tags. */
  readonly targets?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
};

export type CheckFacts = {
  /** Partitions whose latest materialization the check passed, or failed. */
  readonly passed?: StoredSubset;
  readonly failed?: StoredSubset;
};

/** What is known of an asset at the time of an evaluation. Partitions that no longer exist are left out. */
export type AssetFacts = {
  /** Partitions that have a materialization, whatever became of later runs. */
  readonly materialized?: StoredSubset;
  readonly inProgress?: StoredSubset;
  /** Partitions whose latest run failed without materializing them. */
  readonly failed?: StoredSubset;
  /** What happened since the last evaluation, oldest first. */
  readonly updates?: readonly AssetUpdate[];
  /** The latest update of all. Defaults to the last of `updates`. */
  readonly lastUpdate?: AssetUpdate;
  readonly freshness?: FreshnessState;
  /** By name. */
  readonly checks?: Readonly<Record<string, CheckFacts>>;
};

export const NO_FACTS: AssetFacts = {};
