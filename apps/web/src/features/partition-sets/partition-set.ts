import type { Outputs } from "@/lib/trpc";

/** A set of dynamic partitions as the list shows it. */
export type PartitionSetData = Outputs["partition"]["sets"][number];
