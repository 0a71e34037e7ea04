import type { Outputs } from "@/lib/trpc";

/** The data of a code location page. */
export type LocationData = Outputs["location"]["get"];
