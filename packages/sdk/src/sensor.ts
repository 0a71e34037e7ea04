import type { z } from "zod";
import { type Common, checkCommon } from "./common";
import type { Log } from "./context";
import { assertName, define, definitionError } from "./definition";
import { type Duration, durationMs } from "./duration";
import type { AnyJob, JobDef } from "./job";
import type { ResourceDef, Resources } from "./resource";
import type { RunRequest } from "./schedule";

type Descriptive = Pick<Common, "description" | "owners" | "tags" | "timeout">;

/** What a sensor found: the cursor to go on from, runs to launch, or why there is none. */
export interface SensorResult<Cursor, I> {
  readonly cursor?: Cursor;
  readonly runs?: readonly RunRequest<I>[];
  readonly skip?: string;
  /** Changes of dynamic partition sets, by name. */
  readonly partitions?: Readonly<
    Record<string, { readonly add?: readonly string[]; readonly remove?: readonly string[] }>
  >;
}

/** What the function of a sensor receives. */
export interface SensorContext<Cursor, R> {
  readonly cursor: Cursor;
  readonly resources: Resources<R>;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** The settings of a sensor. */
export interface SensorSettings extends Descriptive {
  readonly target: AnyJob;
  readonly every?: Duration;
  readonly cursor?: z.ZodType;
  readonly initial?: unknown;
  readonly resources?: Readonly<Record<string, ResourceDef<unknown>>>;
  readonly defaultStatus?: "running" | "stopped";
}

/** Looks outside every so often and launches runs for what it finds. */
export interface SensorDef {
  readonly kind: "sensor";
  readonly name: string;
  readonly settings: SensorSettings;
  /** Looks, and says what to launch. */
  readonly evaluate: (context: never) => unknown;
}

/**
 * Declares a sensor. Its cursor and its runs are stored together: nothing is launched twice, nothing is lost.
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
  options: Descriptive & {
    // biome-ignore lint/suspicious/noExplicitAny: any partitions
    readonly target: JobDef<I, any>;
    readonly every?: Duration;
    readonly cursor?: CS;
    readonly initial?: NoInfer<z.input<CS>>;
    readonly resources?: R;
    readonly defaultStatus?: "running" | "stopped";
  },
  evaluate: (
    context: SensorContext<z.output<CS>, R>,
  ) => SensorResult<z.input<CS>, NoInfer<I>> | Promise<SensorResult<z.input<CS>, NoInfer<I>>>,
): SensorDef {
  assertName("sensor", name);
  const subject = `sensor "${name}"`;
  checkCommon(subject, options);
  if (options.target?.kind !== "job") throw definitionError(`${subject}: target must be a job`);
  if (options.every !== undefined && durationMs(options.every, `${subject} every`) < 1_000)
    throw definitionError(`${subject}: every must be at least 1s`);
  if (options.cursor && !options.cursor.safeParse(options.initial).success)
    throw definitionError(`${subject}: initial does not fit the cursor's schema`);
  return define({ kind: "sensor", name, settings: options as SensorSettings, evaluate: evaluate as never });
}
