import type { TickResult } from "@millrace/protocol";
import type { Definitions, Log, SensorResult } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { parseWith } from "../run/parse-with";
import { ResourcePool } from "../run/resource-pool";
import { jsonText } from "../values/json-output";
import { requestedRuns } from "./run-requests";

export type SensorTick = {
  /** The stored cursor; undefined before the first evaluation. */
  readonly cursor: unknown;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly variables: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, unknown>>;
};

/** Evaluates a sensor once. */
export async function evaluateSensor(definitions: Definitions, name: string, tick: SensorTick): Promise<TickResult> {
  const sensor = definitions.sensors.get(name);
  if (!sensor) throw new StepError("UNKNOWN_DEFINITION", `this version of the code location has no sensor "${name}"`);
  const { settings } = sensor;
  const subject = `sensor "${name}"`;
  const cursor = await parseWith(settings.cursor, tick.cursor ?? settings.initial, `cursor of ${subject}`);
  const pool = new ResourcePool(definitions, tick.variables, tick.resources);
  try {
    const resources = await pool.get(settings.resources);
    const result = (await sensor.evaluate({
      cursor,
      resources,
      now: tick.now,
      signal: tick.signal,
      log: tick.log,
    } as never)) as SensorResult<unknown, unknown> | undefined;
    if (typeof result !== "object" || result === null)
      throw new StepError("BAD_TICK_RESULT", `${subject} must return { cursor, runs } or { skip: "why" }`);
    if (result.cursor !== undefined) await parseWith(settings.cursor, result.cursor, `cursor that ${subject} returned`);
    return {
      runs: requestedRuns(result.runs ?? [], subject, "first"),
      ...(result.skip === undefined ? {} : { skip: result.skip }),
      ...(result.cursor === undefined ? {} : { cursor: plain(result.cursor, subject, "cursor") }),
      ...(result.partitions === undefined ? {} : { partitions: plain(result.partitions, subject, "partitions") }),
    };
  } finally {
    await pool.dispose();
  }
}

function plain<T>(value: unknown, subject: string, root: string): T {
  return JSON.parse(jsonText(value, subject, root)) as T;
}
