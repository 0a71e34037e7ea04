import type { Outputs } from "@/lib/trpc";

/** How a deployment is doing. */
export type Overview = Outputs["overview"]["get"];
