import type { Outputs } from "@/lib/trpc";

/** The data of the overview page. */
export type Overview = Outputs["overview"]["get"];
