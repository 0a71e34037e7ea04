import { checkCommon, type Descriptive } from "./common";
import type { Log } from "./context";
import { assertCron, assertTimeZone } from "./cron";
import { assertName, define, definitionError } from "./definition";
import type { AnyJob, JobDef } from "./job";

/** A run requested by a schedule or sensor. */
export interface RunRequest<I> {
  /** Must be unique within an evaluation. A sensor launches each key only once. */
  readonly runKey?: string;
  /** Input of the job, if it has one. */
  readonly input?: I;
  /** Config per asset, for asset jobs. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly partition?: string;
}

/** Context passed to a schedule's function. */
export interface ScheduleContext {
  /** Time of the tick. In the past for missed ticks. */
  readonly scheduledAt: Date;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Return value of a schedule's function: one or more run requests, or a skip reason. */
export type ScheduleResult<I> = RunRequest<I> | readonly RunRequest<I>[] | { readonly skip: string };

/** Settings of a schedule: typed where it is declared, of any type where the runtime reads them. */
export interface ScheduleSettings<Target = AnyJob, Input = unknown> extends Descriptive {
  /** A cron with five fields, or an alias such as `@daily`. Several crons are combined. */
  readonly cron: string | readonly string[];
  /** Time zone of the cron, such as `Europe/London`. Defaults to UTC. */
  readonly timeZone?: string;
  /** Job to launch. */
  readonly target: Target;
  /** Input of each run. */
  readonly input?: Input;
  /** Which missed ticks to catch up on. */
  readonly catchUp?: "none" | "latest" | "all";
  /** Initial status in deployments where it hasn't been started or stopped. Defaults to stopped. */
  readonly defaultStatus?: "running" | "stopped";
}

/** Launches a job at the ticks of one or more crons. */
export interface ScheduleDef {
  readonly kind: "schedule";
  readonly name: string;
  readonly settings: ScheduleSettings;
  /** Decides, for each tick, what to launch. */
  readonly evaluate?: (context: ScheduleContext) => unknown;
}

/**
 * Declares a schedule. The input is a value, or computed from the tick; the optional function decides per tick.
 * @example
 * schedule("ingest_hourly", { cron: "0 * * * *", target: ingest, input: (t) => ({ prefix: t.scheduledAt.toISOString() }) });
 */
export function schedule<I>(
  name: string,
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  options: ScheduleSettings<JobDef<I, any>, NoInfer<I> | ((tick: { scheduledAt: Date }) => NoInfer<I>)>,
  evaluate?: (context: ScheduleContext) => ScheduleResult<NoInfer<I>> | Promise<ScheduleResult<NoInfer<I>>>,
): ScheduleDef {
  assertName("schedule", name);
  checkCommon(`schedule "${name}"`, options);
  if (options.target?.kind !== "job") throw definitionError(`schedule "${name}": target must be a job`);
  assertCron(`schedule "${name}"`, options.cron);
  assertTimeZone(`schedule "${name}"`, options.timeZone);
  return define({ kind: "schedule", name, settings: options as ScheduleSettings, ...(evaluate ? { evaluate } : {}) });
}
