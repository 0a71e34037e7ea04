import type { Interval } from "../partitions/intervals";
import type { PartitionSet } from "../partitions/partition-set";
import type { PartitionMapping } from "../partitions/spec";

/** Partitions of an asset by number. An unpartitioned asset is number 0. */
export type Subset = readonly Interval[];

/** An asset that a backfill materializes. */
export type BackfillAsset = {
  readonly key: string;
  readonly deps: readonly { readonly asset: string; readonly mapping?: PartitionMapping | undefined }[];
  /** Undefined if unpartitioned. */
  readonly partitions: PartitionSet | undefined;
  /** The partitions to materialize. */
  readonly targets: Subset;
  /** Maximum partitions in one run. Infinity for one run of all. */
  readonly partitionsPerRunMax: number;
  readonly codeLocation?: string | undefined;
};

/** A dependency between two assets of a backfill. */
export type BackfillDependency = {
  readonly upstream: BackfillAsset;
  readonly mapping: PartitionMapping | undefined;
  /** Whether both can be in one run: same partitions, needed one to one, and the same code location. */
  readonly isJoined: boolean;
};

/** The assets of a backfill, upstream before downstream, with their dependencies on each other. */
export type Backfill = {
  readonly order: readonly BackfillAsset[];
  readonly dependencies: ReadonlyMap<BackfillAsset, readonly BackfillDependency[]>;
};

/** How far a backfill is with one asset. Disjoint subsets of its targets. The rest isn't submitted yet. */
export type AssetProgress = {
  readonly inProgress: Subset;
  readonly materialized: Subset;
  readonly failed: Subset;
  /** Partitions that weren't submitted, or were skipped in their run, because one that they need failed. */
  readonly skipped: Subset;
};
export type Progress = ReadonlyMap<BackfillAsset, AssetProgress>;

export const NOT_STARTED: AssetProgress = { inProgress: [], materialized: [], failed: [], skipped: [] };
