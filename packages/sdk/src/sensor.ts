import type { RunStatus } from "@millrace/core/run";
import type { z } from "zod";
import type { AnyAsset } from "./asset-def";
import { checkCommon, type Descriptive } from "./common";
import type { Log } from "./context";
import { assertName, define, definitionError } from "./definition";
import { type Duration, durationMs } from "./duration";
import type { AnyJob, JobDef } from "./job";
import type { ResourceDef, Resources, Uses } from "./resource";
import type { RunRequest } from "./schedule";

/** Result of an evaluation: the next cursor, runs to launch, or a skip reason. */
export interface SensorResult<Cursor, I> {
  readonly cursor?: Cursor;
  readonly runs?: readonly RunRequest<I>[];
  /** Skip reason, shown in the sensor's tick history. */
  readonly skip?: string;
  /** Changes to partition sets, by name. */
  readonly partitions?: Readonly<
    Record<string, { readonly add?: readonly string[]; readonly delete?: readonly string[] }>
  >;
}

/** Context passed to a sensor's function. */
export interface SensorContext<Cursor, R> {
  /** Cursor returned by the previous evaluation. */
  readonly cursor: Cursor;
  readonly resources: Resources<R>;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** What an event sensor monitors. */
export type Monitors =
  | { readonly kind: "asset"; readonly asset: AnyAsset }
  | { readonly kind: "multiAsset"; readonly assets: readonly AnyAsset[] }
  | {
      readonly kind: "runStatus";
      readonly statuses: readonly RunStatus[];
      readonly jobs?: readonly AnyJob[];
      readonly scope: "deployment" | "organization";
    };

/** Options for all kinds of sensors. */
export interface SensorOptions<I, CS extends z.ZodType, R> extends Descriptive {
  /** Job to launch. */
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  readonly target: JobDef<I, any>;
  /** Evaluation interval. Defaults to 30s; minimum 1s. */
  readonly every?: Duration;
  /** Schema of the cursor. */
  readonly cursor?: CS;
  /** Cursor of the first evaluation. */
  readonly initial?: NoInfer<z.input<CS>>;
  /** Resources used by the function, keyed by their name in `resources`. */
  readonly resources?: R;
  /** Initial status in deployments where it hasn't been started or stopped. Defaults to stopped. */
  readonly defaultStatus?: "running" | "stopped";
}

/** Settings of a sensor of any kind, as the runtime reads them. */
export interface SensorSettings extends Descriptive {
  readonly target?: AnyJob;
  readonly every?: Duration;
  readonly cursor?: z.ZodType;
  readonly initial?: unknown;
  readonly resources?: Readonly<Record<string, ResourceDef<unknown>>>;
  readonly defaultStatus?: "running" | "stopped";
  readonly monitors?: Monitors;
}

/** Polls an external system or receives events, and launches runs. `Event` is the event type. */
export interface SensorDef<Event = unknown, R = unknown> extends Uses<R> {
  readonly kind: "sensor";
  readonly name: string;
  readonly settings: SensorSettings;
  /** Evaluates the sensor and returns what to launch. */
  readonly evaluate: (context: never) => unknown;
  /** @internal */
  readonly "~event"?: () => Event;
}

/** Return type of a sensor's function. */
export type Evaluated<CS extends z.ZodType, I> =
  | SensorResult<z.input<CS>, NoInfer<I>>
  | Promise<SensorResult<z.input<CS>, NoInfer<I>>>;

/**
 * Declares a sensor. Its cursor and runs are committed atomically, so no run is lost or launched twice.
 * @example
 * sensor("inbox", { target: ingest, every: "30s", cursor: z.object({ since: z.string() }), initial: { since: "" } },
 *   async ({ cursor }) => ({ cursor: { since: last }, runs: files.map((f) => ({ runKey: f, input: { prefix: f } })) }));
 */
export function sensor<
  I,
  CS extends z.ZodType = z.ZodUndefined,
  // biome-ignore lint/suspicious/noExplicitAny: any resource
  // biome-ignore lint/complexity/noBannedTypes: no resources
  R extends Readonly<Record<string, ResourceDef<any>>> = {},
>(
  name: string,
  options: SensorOptions<I, CS, R>,
  evaluate: (context: SensorContext<z.output<CS>, R>) => Evaluated<CS, I>,
): SensorDef<never, R[keyof R]> {
  checkTarget(name, options.target);
  return defineSensor(name, options as SensorSettings, evaluate as never);
}

/** Throws unless the target is a job. */
export function checkTarget(name: string, target: AnyJob | undefined): void {
  if (target?.kind !== "job")
    throw definitionError(`sensor "${name}": target must be a job. If it's undefined, check for circular imports.`);
}

/** Checks the settings that all kinds of sensors share, and returns the definition. */
export function defineSensor<Event, R>(
  name: string,
  settings: SensorSettings,
  evaluate: (context: never) => unknown,
): SensorDef<Event, R> {
  assertName("sensor", name);
  const subject = `sensor "${name}"`;
  checkCommon(subject, settings);
  if (typeof evaluate !== "function") throw definitionError(`${subject}: the third argument must be its function`);
  if (settings.every !== undefined && durationMs(settings.every, `${subject} every`) < 1_000)
    throw definitionError(`${subject}: every must be at least 1s`);
  if (settings.cursor && !settings.cursor.safeParse(settings.initial).success)
    throw definitionError(`${subject}: initial doesn't match the cursor schema`);
  return define({ kind: "sensor", name, settings, evaluate });
}
