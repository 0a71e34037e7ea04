import type { PartitionSet } from "./partition-set";
import type { PartitionMapping } from "./spec";

/** `upstream`: what the given downstream partitions need. `downstream`: what needs the given upstream partitions. */
export type MappingDirection = "upstream" | "downstream";

export type MappedAssets = {
  /** Absent = the default rule. */
  readonly mapping?: PartitionMapping;
  readonly upstream: PartitionSet;
  readonly downstream: PartitionSet;
};
