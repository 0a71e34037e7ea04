import type { Outputs } from "@/lib/trpc";

/** What the page of a run shows. */
export type RunData = Outputs["run"]["get"];

/** A step of it. */
export type RunStep = RunData["steps"][number];
