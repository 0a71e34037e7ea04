import type { Outputs } from "@/lib/trpc";

export type RunPageData = Outputs["run"]["get"];
export type RunPageStep = RunPageData["steps"][number];
