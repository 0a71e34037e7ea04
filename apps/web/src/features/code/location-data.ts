import type { Outputs } from "@/lib/trpc";

/** What the page of a code location shows. */
export type LocationData = Outputs["location"]["get"];
