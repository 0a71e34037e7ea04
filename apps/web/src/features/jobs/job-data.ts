import type { Outputs } from "@/lib/trpc";

/** The data of a job page. */
export type JobData = Outputs["job"]["get"];
