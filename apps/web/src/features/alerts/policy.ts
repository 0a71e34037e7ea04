import type { Outputs } from "@/lib/trpc";

/** A policy as the list shows it. */
export type Policy = Outputs["policy"]["list"][number];
