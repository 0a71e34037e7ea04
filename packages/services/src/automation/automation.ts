import { describeClockChange, describeCron, nextTicks } from "@millrace/core/cron";
import type { JobReader, TriggerDefinition } from "@millrace/core/jobs";
import type { SensorMonitor } from "@millrace/core/manifest";
import type { Scope } from "../scope";

const TICKS = 5;

export type ScheduleView = {
  readonly name: string;
  readonly location: string;
  readonly description: string | null;
  readonly job: string;
  readonly crons: readonly string[];
  readonly words: string;
  readonly timeZone: string;
  readonly owners: readonly string[];
  readonly defaultStatus: "running" | "stopped";
  /** When it is due next; evaluating it then is not a promise of this page. */
  readonly nextTicks: readonly NextTick[];
};

export type NextTick = {
  readonly at: Date;
  /** What a change of the clocks does to it; null when there is none since the tick before. */
  readonly clockChange: string | null;
};

export type SensorView = {
  readonly name: string;
  readonly location: string;
  readonly description: string | null;
  /** Null for one that launches nothing. */
  readonly job: string | null;
  /** What it is told of; null for one that looks for itself. */
  readonly monitors: SensorMonitor | null;
  readonly everyMs: number;
  readonly owners: readonly string[];
  readonly defaultStatus: "running" | "stopped";
};

export type Automation = { readonly schedules: readonly ScheduleView[]; readonly sensors: readonly SensorView[] };

type Deps = {
  readonly jobs: Pick<JobReader, "listTriggers">;
  readonly clock: { now(): Date };
};
export type AutomationUseCases = ReturnType<typeof automationUseCases>;

/** What the code of a deployment declares to start by itself. */
export const automationUseCases = (deps: Deps) => ({ list: listAutomation(deps) });

const listAutomation =
  ({ jobs, clock }: Deps) =>
  async (scope: Scope, deployment: { readonly id: string }): Promise<Automation> => {
    const triggers = await jobs.listTriggers(scope.orgId, deployment.id);
    const now = clock.now().getTime();
    return {
      schedules: triggers.flatMap((it) => (it.kind === "schedule" ? [toSchedule(it, now)] : [])),
      sensors: triggers.flatMap((it) => (it.kind === "sensor" ? [toSensor(it)] : [])),
    };
  };

function toSchedule(
  { key, location, data }: Extract<TriggerDefinition, { kind: "schedule" }>,
  now: number,
): ScheduleView {
  const { crons, timeZone, job, owners, defaultStatus, description = null } = data;
  const ticks = nextTicks({ crons, timeZone }, now, TICKS);
  return {
    ...{ name: key, location, description, job, crons, timeZone, owners, defaultStatus },
    words: describeCron(crons),
    nextTicks: ticks.map((tick, index) => ({
      at: new Date(tick),
      clockChange: describeClockChange({ crons, timeZone }, tick, ticks[index - 1] ?? now) ?? null,
    })),
  };
}

function toSensor({ key, location, data }: Extract<TriggerDefinition, { kind: "sensor" }>): SensorView {
  const { job = null, monitors = null, everyMs, owners, defaultStatus, description = null } = data;
  return { name: key, location, description, job, monitors, everyMs, owners, defaultStatus };
}
