import { type Common, checkCommon } from "./common";
import type { Log } from "./context";
import { assertCron, assertTimeZone } from "./cron";
import { assertName, define, definitionError } from "./definition";
import type { AnyJob, JobDef } from "./job";

/** A run that a schedule or sensor asks for. */
export interface RunRequest<I> {
  /** Requests of one evaluation need distinct keys; a sensor's key is launched once only. */
  readonly runKey?: string;
  readonly input?: I;
  /** Config per asset, for asset jobs. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly partition?: string;
}

/** What the function of a schedule receives. */
export interface ScheduleContext {
  readonly scheduledAt: Date;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** What a schedule's function may return: one run, several, or why there is none. */
export type ScheduleResult<I> = RunRequest<I> | readonly RunRequest<I>[] | { readonly skip: string };

type Descriptive = Pick<Common, "description" | "owners" | "tags" | "timeout">;

/** The settings of a schedule. */
export interface ScheduleSettings extends Descriptive {
  readonly cron: string | readonly string[];
  readonly timeZone?: string;
  readonly target: AnyJob;
  readonly input?: unknown;
  readonly catchUp?: "none" | "latest" | "all";
  readonly defaultStatus?: "running" | "stopped";
}

/** Launches a job at the ticks of one or more crons. */
export interface ScheduleDef {
  readonly kind: "schedule";
  readonly name: string;
  readonly settings: ScheduleSettings;
  /** Decides, per tick, what is launched. */
  readonly evaluate?: (context: ScheduleContext) => unknown;
}

/**
 * Declares a schedule. The input is a value, or made from the tick; the optional function decides per tick.
 * @example
 * schedule("ingest_hourly", { cron: "0 * * * *", target: ingest, input: (t) => ({ prefix: t.scheduledAt.toISOString() }) });
 */
export function schedule<I>(
  name: string,
  options: Descriptive & {
    readonly cron: string | readonly string[];
    readonly timeZone?: string;
    // biome-ignore lint/suspicious/noExplicitAny: any partitions
    readonly target: JobDef<I, any>;
    readonly input?: NoInfer<I> | ((tick: { scheduledAt: Date }) => NoInfer<I>);
    readonly catchUp?: "none" | "latest" | "all";
    readonly defaultStatus?: "running" | "stopped";
  },
  evaluate?: (context: ScheduleContext) => ScheduleResult<NoInfer<I>> | Promise<ScheduleResult<NoInfer<I>>>,
): ScheduleDef {
  assertName("schedule", name);
  checkCommon(`schedule "${name}"`, options);
  if (options.target?.kind !== "job") throw definitionError(`schedule "${name}": target must be a job`);
  assertCron(`schedule "${name}"`, options.cron);
  assertTimeZone(`schedule "${name}"`, options.timeZone);
  return define({ kind: "schedule", name, settings: options as ScheduleSettings, ...(evaluate ? { evaluate } : {}) });
}
