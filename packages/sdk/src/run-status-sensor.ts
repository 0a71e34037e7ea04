import type { RunStatus } from "@millrace/core/run";
import type { z } from "zod";
import { definitionError } from "./definition";
import type { AnyJob } from "./job";
import type { ResourceDef } from "./resource";
import {
  checkTarget,
  defineSensor,
  type Evaluated,
  type SensorContext,
  type SensorDef,
  type SensorOptions,
  type SensorSettings,
} from "./sensor";
import type { RunEvent } from "./sensor-events";

/** Context of a run status sensor: one run that reached one of the statuses. */
export interface RunStatusSensorContext<Cursor, R> extends SensorContext<Cursor, R> {
  readonly event: RunEvent;
}

/** Settings of a run status sensor, in addition to those of every sensor. */
export interface RunStatusSensorOptions<I, CS extends z.ZodType, R> extends Omit<SensorOptions<I, CS, R>, "target"> {
  /** Omit for a sensor that launches no runs. Runs launched by this sensor don't trigger it. */
  readonly target?: SensorOptions<I, CS, R>["target"];
  /** Run statuses to monitor. */
  readonly statuses: readonly RunStatus[];
  /** Jobs whose runs are monitored, or every run of the deployment (the default) or of the organization. */
  readonly monitor?: readonly AnyJob[] | "deployment" | "organization";
}

/**
 * Declares a sensor that receives each run reaching one of the given statuses exactly once.
 * @example
 * runStatusSensor("after_failure", { statuses: ["FAILURE"], monitor: [ingest], target: cleanUp }, ({ event }) => ({
 *   runs: [{ runKey: event.run.id, input: { failed: event.run.id } }],
 * }));
 */
export function runStatusSensor<
  I = undefined,
  CS extends z.ZodType = z.ZodUndefined,
  // biome-ignore lint/suspicious/noExplicitAny: any resource
  // biome-ignore lint/complexity/noBannedTypes: no resources
  R extends Readonly<Record<string, ResourceDef<any>>> = {},
>(
  name: string,
  options: RunStatusSensorOptions<I, CS, R>,
  evaluate: (context: RunStatusSensorContext<z.output<CS>, R>) => Evaluated<CS, I>,
): SensorDef<RunEvent, R[keyof R]> {
  const { statuses, monitor = "deployment", ...settings } = options;
  const subject = `sensor "${name}"`;
  if (settings.target !== undefined) checkTarget(name, settings.target);
  if (statuses.length === 0)
    throw definitionError(`${subject}: statuses is empty: name at least one, such as "FAILURE"`);
  const jobs = typeof monitor === "string" ? undefined : monitor;
  if (jobs?.length === 0) throw definitionError(`${subject}: monitor is empty: name jobs, or write "deployment"`);
  if (jobs?.some((job) => job?.kind !== "job"))
    throw definitionError(
      `${subject}: must monitor a job, but got undefined or another value. Check for circular imports.`,
    );
  const scope = typeof monitor === "string" ? monitor : "deployment";
  const monitors = { kind: "runStatus", statuses, scope, ...(jobs ? { jobs } : {}) } as const;
  return defineSensor(name, { ...(settings as SensorSettings), monitors }, evaluate as never);
}
