import type { Outputs } from "@/lib/trpc";

/** What the page of a job shows. */
export type JobData = Outputs["job"]["get"];
