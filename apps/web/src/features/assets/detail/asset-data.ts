import type { Outputs } from "@/lib/trpc";

/** The data of an asset page. */
export type AssetData = Outputs["asset"]["get"];

/** The status of its partitions. */
export type AssetPartitionsData = Outputs["asset"]["partitions"];
