import type { Outputs } from "@/lib/trpc";

/** A partition set as listed. */
export type PartitionSetData = Outputs["partition"]["sets"][number];
