import { RUN_STATUSES } from "@millrace/core/run";
import { z } from "zod";

const EventBase = z.object({ id: z.string(), at: z.iso.datetime({ offset: true }) });

/** A materialization, as an asset sensor receives it. */
export const AssetEvent = EventBase.extend({
  asset: z.string(),
  partition: z.string().optional(),
  runId: z.string(),
  /** What was recorded with it, by name. */
  metadata: z.record(z.string(), z.json()).default({}),
  dataVersion: z.string().optional(),
});
export type AssetEvent = z.infer<typeof AssetEvent>;

/** A run that reached a status, as a run status sensor receives it. */
export const RunEvent = EventBase.extend({
  status: z.enum(RUN_STATUSES),
  run: z.object({
    id: z.string(),
    job: z.string().optional(),
    location: z.string(),
    deployment: z.string(),
    tags: z.record(z.string(), z.string()).default({}),
    partition: z.string().optional(),
    failureReason: z.string().optional(),
    error: z.object({ name: z.string(), message: z.string(), code: z.string().optional() }).optional(),
  }),
});
export type RunEvent = z.infer<typeof RunEvent>;

export const SensorEvent = z.union([AssetEvent, RunEvent]);
export type SensorEvent = z.infer<typeof SensorEvent>;
