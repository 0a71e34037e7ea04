import type { LocalRunOptions } from "@millrace/runtime";
import type { ResourceOverrides } from "@millrace/sdk";
import type { Extra } from "./definitions-of";
import type { PartitionValues } from "./given-values";

/** Options for a test run. `R`: the resources that it needs. */
export interface RunOptions<R = unknown> extends Extra, Pick<LocalRunOptions, "tags" | "variables" | "signal"> {
  /** Values that stand in for resources, by the resources' names. Others are created, from `location` and `variables`. */
  readonly resources?: ResourceOverrides<R>;
  /** The partition that the run is for; a list is one run for all of them. */
  readonly partition?: string | readonly string[];
  /** Values of assets that are read and not materialized, by key. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** What assets have in `state` before the run, by key. Of a partitioned asset: each partition of the run, or those of {@link byPartition}. */
  readonly state?: Readonly<Record<string, Readonly<Record<string, unknown>> | PartitionValues>>;
  /** What partitioned assets have in `state.asset` before the run, by key. */
  readonly assetState?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * The keys of dynamic sets before the run, by the set's name. If provided, the run's partitions must be included. If omitted, the sets contain exactly the run's partitions.
   */
  readonly dynamicPartitions?: Readonly<Record<string, readonly string[]>>;
}
