import { z } from "zod";
import { RunPlan } from "./plan";
import { SensorEvent } from "./sensor-event";
import { StoredState } from "./state";
import { ValueRef } from "./value-ref";
import { WireError } from "./wire-error";

/** How far a run came in processes that ended before it. Steps that succeeded are under `reuse`. */
export const RunProgress = z.object({
  /** Steps and items of maps that ended without success. */
  ended: z.record(
    z.string(),
    z.object({
      end: z.enum(["failure", "skipped", "canceled"]),
      reason: z.enum(["STEP_FAILURE", "STEP_TIMEOUT"]).optional(),
      error: WireError.optional(),
    }),
  ),
  /** Maps whose items are known: they aren't started or added again. */
  expanded: z.array(z.string()),
  /** Steps that continue with a later attempt, after a delay in milliseconds. */
  attempts: z.record(z.string(), z.object({ next: z.int(), delayMs: z.int() })),
  /** Milliseconds since the run's first process started, which count towards the plan's `timeoutMs`. */
  elapsedMs: z.int(),
});
export type RunProgress = z.infer<typeof RunProgress>;

/** What to do with the bundle. Sent once, after the claim: a sandbox serves one assignment and ends. */
export const Assignment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("load") }),
  z.object({
    kind: z.literal("run"),
    runId: z.string(),
    attempt: z.int(),
    plan: RunPlan,
    job: z.string().optional(),
    /** The job's input, or for asset runs `{ <asset key>: config }`. */
    config: z.unknown().optional(),
    partitionKeys: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.string()),
    deployment: z.string(),
    location: z.string(),
    /** Finished steps of the run that this one re-executes: their values are reused. */
    reuse: z.record(z.string(), ValueRef).default({}),
    /** Of the run's assets, and of those of their partitions that the run is for. */
    state: z.record(z.string(), StoredState).default({}),
    /** Absent in a run's first process. */
    progress: RunProgress.optional(),
  }),
  z.object({
    kind: z.literal("tick"),
    schedule: z.string().optional(),
    sensor: z.string().optional(),
    scheduledAt: z.string().optional(),
    cursor: z.unknown().optional(),
    /** Events for a sensor that monitors assets or runs, oldest first. */
    events: z.array(SensorEvent).optional(),
    now: z.string(),
  }),
]);
export type Assignment = z.infer<typeof Assignment>;
