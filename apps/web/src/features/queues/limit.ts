import type { Outputs } from "@/lib/trpc";

/** A limit as listed. */
export type Limit = Outputs["limit"]["list"][number];
