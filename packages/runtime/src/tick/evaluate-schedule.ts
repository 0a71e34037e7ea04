import { partitionSet } from "@millrace/core/partitions";
import type { PartitionsSpec, TickResult } from "@millrace/protocol";
import type { AnyJob, Definitions, Log, RunRequest, ScheduleDef } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { clip } from "../run/clip";
import { assetsOfJob } from "./assets-of-job";
import { checkRequests, type RequestMoment } from "./check-requests";
import { requestedRuns } from "./run-requests";

/** The tick to evaluate. */
export type ScheduleTick = {
  readonly scheduledAt: Date;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Keys of partition sets, by the set's name. A set that isn't listed is taken to have the requested keys. */
  readonly dynamicPartitions?: RequestMoment["dynamicPartitions"];
  /** Checks requested config by the schemas in the manifest, as a launch does. Without it, only by the author's own. */
  readonly configProblems?: RequestMoment["configProblems"];
};

/** Evaluates a schedule at one tick. */
export async function evaluateSchedule(
  definitions: Definitions,
  name: string,
  tick: ScheduleTick,
): Promise<TickResult> {
  const schedule = definitions.schedules.get(name);
  if (!schedule) throw new StepError("UNKNOWN_DEFINITION", `not found in this version: schedule "${name}"`);
  const subject = `schedule "${name}"`;
  const result = await ask(schedule, tick);
  if ("skip" in result && typeof result.skip === "string") return { runs: [], skip: clip(result.skip) };

  const requests = (Array.isArray(result) ? result : [result]) as RunRequest<unknown>[];
  const filled = requests.map((request) => ({
    ...request,
    input: request.input ?? defaultInput(schedule, tick),
    partition: request.partition ?? newestPartition(definitions, schedule, tick),
  }));
  const runs = requestedRuns(filled, subject, "reject");
  await checkRequests(definitions, schedule.settings.target, runs, subject, tick);
  return { runs };
}

async function ask(schedule: ScheduleDef, tick: ScheduleTick): Promise<object> {
  if (!schedule.evaluate) return {};
  const result = await schedule.evaluate(tick);
  if (typeof result !== "object" || result === null) {
    throw new StepError(
      "BAD_TICK_RESULT",
      `schedule "${schedule.name}" must return a run request, an array of run requests, or { skip: "reason" }`,
    );
  }
  return result;
}

function defaultInput(schedule: ScheduleDef, tick: ScheduleTick): unknown {
  const { input } = schedule.settings;
  return typeof input === "function" ? input({ scheduledAt: tick.scheduledAt }) : input;
}

/**
 * Returns the newest time window that is a partition at the tick, which a job with time windows runs for unless a partition is
 * given.
 */
function newestPartition(definitions: Definitions, schedule: ScheduleDef, tick: ScheduleTick): string | undefined {
  const { target } = schedule.settings;
  const spec = target.settings.partitions?.spec ?? partitionsOfAssets(definitions, target);
  if (!spec || spec.kind === "static" || spec.kind === "dynamic" || spec.kind === "multi") return undefined;
  const set = partitionSet(spec, { now: tick.scheduledAt.getTime() });
  return set.size > 0 ? set.keyAt(set.size - 1) : undefined;
}

function partitionsOfAssets(definitions: Definitions, job: AnyJob): PartitionsSpec | undefined {
  const assets = assetsOfJob(definitions, job).map((key) => definitions.assets.get(key));
  return assets.find((asset) => asset?.settings.partitions)?.settings.partitions?.spec;
}
