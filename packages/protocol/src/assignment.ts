import { z } from "zod";
import { RunPlan } from "./plan";
import { SensorEvent } from "./sensor-event";
import { StoredState } from "./state";
import { ValueRef } from "./value-ref";

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
