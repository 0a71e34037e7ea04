import type { Outputs } from "@/lib/trpc";

/** The data of a run page. */
export type RunData = Outputs["run"]["get"];

/** A step of the run. */
export type RunStep = RunData["steps"][number];
