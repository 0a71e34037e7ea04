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
  /** Changes of dynamic partition sets, by name. */
  readonly partitions?: Readonly<
    Record<string, { readonly add?: readonly string[]; readonly delete?: readonly string[] }>
  >;
}

/** What the function of a sensor receives. */
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

/** What all kinds of sensors may be given. */
export interface SensorOptions<I, CS extends z.ZodType, R> extends Descriptive {
  /** The job that is launched. */
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  readonly target: JobDef<I, any>;
  /** Evaluation interval. Defaults to 30s; minimum 1s. */
  readonly every?: Duration;
  /** Schema of the cursor. */
  readonly cursor?: CS;
  /** The cursor of the first evaluation. */
  readonly initial?: NoInfer<z.input<CS>>;
  /** The resources that the function needs, by the name that each has in `resources`. */
  readonly resources?: R;
  /** Initial status in deployments where it hasn't been started or stopped. Defaults to stopped. */
  readonly defaultStatus?: "running" | "stopped";
}

/** The settings of a sensor of any kind, as the runtime reads them. */
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
  /** Looks, and says what to launch. */
  readonly evaluate: (context: never) => unknown;
  /** @internal */
  readonly "~event"?: () => Event;
}

/** What a sensor's function returns. */
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

/** Checks what all kinds of sensors have in common, and makes one. */
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
