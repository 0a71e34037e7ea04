import { z } from "zod";
import { LIMITS } from "../limits";

/** Windows between the ticks of a cron. Dates without an offset are on the clock of `timeZone`. */
export type TimeWindowsSpec = {
  kind: "hourly" | "daily" | "weekly" | "monthly" | "cron";
  /** The first window starts at the first tick at or after it. */
  start: string;
  /** No window ends after it. */
  end?: string;
  timeZone?: string;
  /** How many windows more (or fewer, if negative) exist than have ended. */
  endOffset?: number;
  minuteOffset?: number;
  hourOffset?: number;
  /** Weekly: 0 (Sunday) to 6. Monthly: the day of the month. */
  dayOffset?: number;
  cron?: string;
  /** The key's form in Unicode letters, such as `yyyy/MM/dd`. */
  format?: string;
};

/** Partitions as data: `kind` decides which of the other fields count. */
export type PartitionsSpec =
  | { kind: "static"; keys: string[] }
  | { kind: "dynamic"; name: string }
  | { kind: "multi"; dimensions: Record<string, PartitionsSpec> }
  | TimeWindowsSpec;

const { partitionOffsetMax } = LIMITS;
const OFFSET_TOO_FAR = `must be within ${partitionOffsetMax} windows in either direction (partitionOffsetMax)`;
const Offset = z.int().min(-partitionOffsetMax, OFFSET_TOO_FAR).max(partitionOffsetMax, OFFSET_TOO_FAR);

const TimeWindows = z.object({
  kind: z.enum(["hourly", "daily", "weekly", "monthly", "cron"]),
  start: z.string(),
  end: z.string().optional(),
  timeZone: z.string().optional(),
  endOffset: Offset.optional(),
  minuteOffset: z.int().optional(),
  hourOffset: z.int().optional(),
  dayOffset: z.int().optional(),
  cron: z.string().optional(),
  format: z.string().optional(),
});

export const PartitionsSpec: z.ZodType<PartitionsSpec> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("static"), keys: z.array(z.string()) }),
  z.object({ kind: z.literal("dynamic"), name: z.string() }),
  z.object({
    kind: z.literal("multi"),
    dimensions: z.record(
      z.string(),
      z.lazy(() => PartitionsSpec),
    ),
  }),
  TimeWindows,
]);

/**
 * Which upstream partitions a downstream partition needs; absent = the same definition one to one, two time windows
 * where they intersect, anything else all. `static` maps an upstream key to the downstream keys that need it.
 * `dimension` joins a dimension to one-dimensional partitions, or to the dimension `upstreamDimension` (by default of
 * the same name) where both sides have several.
 */
export const PartitionMapping = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("identity") }),
  z.object({ kind: z.literal("timeWindow"), startOffset: Offset.default(0), endOffset: Offset.default(0) }),
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("last"), count: z.int().min(1).default(1) }),
  z.object({ kind: z.literal("specific"), keys: z.array(z.string()) }),
  z.object({ kind: z.literal("static"), map: z.record(z.string(), z.array(z.string())) }),
  z.object({ kind: z.literal("dimension"), dimension: z.string(), upstreamDimension: z.string().optional() }),
]);
export type PartitionMapping = z.infer<typeof PartitionMapping>;
