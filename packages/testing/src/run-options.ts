import type { LocalRunOptions } from "@millrace/runtime";
import type { ResourceOverrides } from "@millrace/sdk";
import type { Extra } from "./definitions-of";
import type { PartitionValues } from "./given-values";

/** Options for a test run. `R` is the resources it uses. */
export interface RunOptions<R = unknown> extends Extra, Pick<LocalRunOptions, "tags" | "variables" | "signal"> {
  /** Fakes for resources, keyed by resource name. Other resources are created, using `location` and `variables`. */
  readonly resources?: ResourceOverrides<R>;
  /** Partition that the run is for. A list is one run for all of them. */
  readonly partition?: string | readonly string[];
  /** Values of assets that are loaded but not materialized, by key. */
  readonly values?: Readonly<Record<string, unknown>>;
  /**
   * Contents of `state` before the run, by asset key. For a partitioned asset, they apply to each partition of the run,
   * or to those of {@link byPartition}.
   */
  readonly state?: Readonly<Record<string, Readonly<Record<string, unknown>> | PartitionValues>>;
  /** Contents of `state.asset` of partitioned assets before the run, by asset key. */
  readonly assetState?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * Keys of partition sets before the run, by the set's name. If provided, the run's partitions must be included. If
   * omitted, the sets contain exactly the run's partitions.
   */
  readonly dynamicPartitions?: Readonly<Record<string, readonly string[]>>;
}
