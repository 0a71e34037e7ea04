import type { Outputs } from "@/lib/trpc";

/** A limit as the table shows it. */
export type Limit = Outputs["limit"]["list"][number];
