import type { TickResult } from "@millrace/protocol";
import type { Definitions, Log, RunRequest, SensorDef, SensorEvent, SensorResult } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { clip } from "../run/clip";
import { parseWith } from "../run/parse-with";
import { ResourcePool } from "../run/resource-pool";
import { wireJson } from "../values/wire-json";
import { checkRequests, type RequestMoment } from "./check-requests";
import { mergedChanges } from "./partition-changes";
import { requestedRuns } from "./run-requests";

export type SensorTick = {
  /** The stored cursor. Undefined before the first evaluation. */
  readonly cursor: unknown;
  /** Events for a sensor that monitors assets or runs, oldest first. */
  readonly events?: readonly SensorEvent[];
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly variables: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  /** Keys of partition sets, by the set's name. A set that isn't listed is taken to have the requested keys. */
  readonly dynamicPartitions?: RequestMoment["dynamicPartitions"];
  /** Checks requested config by the schemas in the manifest, as a launch does. Without it, only by the author's own. */
  readonly configProblems?: RequestMoment["configProblems"];
};

type Result = SensorResult<unknown, unknown>;

/** Evaluates a sensor once: by polling, or for the events it receives. */
export async function evaluateSensor(definitions: Definitions, name: string, tick: SensorTick): Promise<TickResult> {
  const sensor = definitions.sensors.get(name);
  if (!sensor) throw new StepError("UNKNOWN_DEFINITION", `not found in this version: sensor "${name}"`);
  const batches = eventBatches(sensor, tick.events ?? []);
  if (batches.length === 0) return { runs: [], skip: "no new events" };

  const pool = new ResourcePool(definitions, tick.variables, tick.resources);
  try {
    const resources = await pool.get(sensor.settings.resources);
    const { now, signal, log } = tick;
    const results: Result[] = [];
    let cursor = tick.cursor;
    for (const events of batches) {
      signal.throwIfAborted();
      const result = await evaluateOnce(sensor, cursor, { ...events, resources, now, signal, log });
      if (result.cursor !== undefined) cursor = result.cursor;
      results.push(result);
    }
    const result = tickResult(sensor, results);
    const { target } = sensor.settings;
    const { dynamicPartitions, configProblems } = tick;
    const moment = { now, dynamicPartitions, configProblems, changes: result.partitions };
    if (target) await checkRequests(definitions, target, result.runs, `sensor "${name}"`, moment);
    return result;
  } finally {
    await pool.dispose();
  }
}

/** Returns what each call of the function receives in addition to its context: nothing, one event, or all events. */
function eventBatches({ settings }: SensorDef, events: readonly SensorEvent[]): readonly object[] {
  switch (settings.monitors?.kind) {
    case undefined:
      return [{}];
    case "multiAsset":
      return events.length > 0 ? [{ events }] : [];
    default:
      return events.map((event) => ({ event }));
  }
}

async function evaluateOnce({ name, settings, evaluate }: SensorDef, from: unknown, rest: object): Promise<Result> {
  const subject = `sensor "${name}"`;
  const cursor = await parseWith(settings.cursor, from ?? settings.initial, `cursor of ${subject}`);
  const result = await evaluate({ cursor, ...rest } as never);
  if (typeof result !== "object" || result === null)
    throw new StepError("BAD_TICK_RESULT", `${subject} must return { cursor, runs } or { skip: "reason" }`);
  const { cursor: next, runs } = result as Result;
  if (next !== undefined) await parseWith(settings.cursor, next, `cursor that ${subject} returned`);
  if (runs?.length && !settings.target)
    throw new StepError(
      "BAD_TICK_RESULT",
      `${subject} requested runs but has no target. Set target to the job to launch.`,
    );
  return result;
}

/** Combines the results of the calls of one evaluation. */
function tickResult({ name }: SensorDef, results: readonly Result[]): TickResult {
  const subject = `sensor "${name}"`;
  const runs = requestedRuns(
    results.flatMap((result): readonly RunRequest<unknown>[] => result.runs ?? []),
    subject,
    "first",
  );
  const cursor = results.findLast((result) => result.cursor !== undefined)?.cursor;
  const skips = [...new Set(results.flatMap(({ skip }) => (skip === undefined ? [] : [skip])))];
  const partitions = mergedChanges(results.flatMap(({ partitions }) => (partitions ? [partitions] : [])));
  return {
    runs,
    ...(skips.length === 0 ? {} : { skip: clip(skips.join("; ")) }),
    ...(cursor === undefined ? {} : { cursor: wireJson(cursor, subject, "cursor") }),
    ...(partitions === undefined ? {} : { partitions: wireJson(partitions, subject, "partitions") }),
  };
}
