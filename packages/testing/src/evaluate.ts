import type { TickResult } from "@millrace/protocol";
import { evaluateSchedule as evaluateScheduleOf, evaluateSensor as evaluateSensorOf } from "@millrace/runtime";
import { collectDefinitions, type Log, type ScheduleDef, type SensorDef } from "@millrace/sdk";

const silent = (): void => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

/**
 * Evaluates a schedule at one instant and returns the runs that it asks for.
 * @example
 * const { runs } = await evaluateSchedule(hourly, { at: "2026-01-02T03:00:00Z" });
 */
export function evaluateSchedule(
  schedule: ScheduleDef,
  options: { at: string | Date; now?: Date; signal?: AbortSignal },
): Promise<TickResult> {
  const scheduledAt = new Date(options.at);
  if (Number.isNaN(scheduledAt.getTime()))
    throw new TypeError(`at: ${JSON.stringify(options.at)} is not a time; write for example "2026-01-02T03:00:00Z"`);
  const signal = options.signal ?? new AbortController().signal;
  return evaluateScheduleOf(collectDefinitions({ test: { schedule } }), schedule.name, {
    scheduledAt,
    now: options.now ?? scheduledAt,
    signal,
    log,
  });
}

/**
 * Evaluates a sensor once, from its initial cursor unless one is given.
 * @example
 * const { runs, cursor } = await evaluateSensor(inbox, { cursor: { since: "2026-01-01" }, resources: { warehouse: fake } });
 */
export function evaluateSensor(
  sensor: SensorDef,
  options: {
    cursor?: unknown;
    now?: Date;
    resources?: Readonly<Record<string, unknown>>;
    variables?: Readonly<Record<string, string>>;
    signal?: AbortSignal;
  } = {},
): Promise<TickResult> {
  return evaluateSensorOf(collectDefinitions({ test: { sensor } }), sensor.name, {
    cursor: options.cursor,
    now: options.now ?? new Date(),
    signal: options.signal ?? new AbortController().signal,
    log,
    variables: options.variables ?? {},
    resources: options.resources,
  });
}
