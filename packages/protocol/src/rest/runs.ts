import { z } from "zod";
import { WireError } from "../wire-error";
import { PageOf, Timestamp } from "./common";

/** Statuses are open: treat one that you do not know as in progress. */
export const RunSummary = z.object({
  id: z.string(),
  status: z.string(),
  job: z.string().nullable(),
  selection: z.string().nullable(),
  assetKeys: z.array(z.string()).readonly(),
  partitionKeys: z.array(z.string()).readonly(),
  location: z.string(),
  trigger: z.string(),
  launchedByName: z.string().nullable(),
  failureReason: z.string().nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;
export const RunPage = PageOf(RunSummary);

export const RunStepSummary = z.object({
  key: z.string(),
  status: z.string(),
  attempt: z.int(),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  error: WireError.nullable(),
});

export const RunDetail = RunSummary.extend({
  error: WireError.nullable(),
  steps: z.array(RunStepSummary).readonly(),
  /** While it is queued: what it waits for, in words. */
  waitingFor: z.array(z.string()).readonly(),
});
export type RunDetail = z.infer<typeof RunDetail>;

export const LaunchBody = z.object({
  job: z.string().optional(),
  select: z.string().optional(),
  config: z.unknown().optional(),
  /** Keys, or a text of keys, ranges and patterns: `a, [b...c], 2026-01-*`. */
  partitions: z.union([z.string(), z.array(z.string())]).optional(),
  /** A run for each of the partitions, at most 100, instead of one for all of them. */
  runPerPartition: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
export type LaunchBody = z.infer<typeof LaunchBody>;

/** `ids` has all runs of a launch, one per partition or code location; `id` is the first of them. */
export const LaunchAnswer = z.object({
  id: z.string(),
  steps: z.int(),
  ids: z.array(z.string()).readonly().optional(),
});
export type LaunchAnswer = z.infer<typeof LaunchAnswer>;

export const RerunBody = z.object({
  mode: z.enum(["all", "fromFailure", "selected", "fromSelected"]),
  /** Keys of steps, for the last two modes: `fromSelected` adds what comes after them. */
  steps: z.array(z.string()).optional(),
  /** Re-run even while another re-run of the run is unfinished. */
  force: z.boolean().optional(),
});
export type RerunBody = z.infer<typeof RerunBody>;
export const CancelAnswer = z.object({ id: z.string(), status: z.string() });

/** One event of a run, in the order of `seq`. */
export const RunEventItem = z.object({
  seq: z.int(),
  at: Timestamp,
  type: z.string(),
  step: z.string().nullable(),
  attempt: z.int().nullable(),
  level: z.string().nullable(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).nullable(),
});
export type RunEventItem = z.infer<typeof RunEventItem>;
export const RunEventPage = z.object({
  data: z.array(RunEventItem).readonly(),
  nextAfter: z.int(),
  isFinished: z.boolean(),
});
export type RunEventPage = z.infer<typeof RunEventPage>;
