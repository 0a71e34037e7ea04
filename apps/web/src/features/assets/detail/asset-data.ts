import type { Outputs } from "@/lib/trpc";

/** What the page of an asset shows. */
export type AssetData = Outputs["asset"]["get"];

/** How its partitions are doing. */
export type AssetPartitionsData = Outputs["asset"]["partitions"];
