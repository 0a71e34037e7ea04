import { nextTicks } from "@millrace/core/cron";
import type { ScheduleDef } from "@millrace/sdk";
import { StepError } from "../errors/step-error";

/** Throws unless a schedule has a tick at an instant. */
export function assertTick({ name, settings }: ScheduleDef, at: Date): void {
  const { cron: crons, timeZone = "UTC" } = settings;
  const [next = Number.NaN] = nextTicks({ crons, timeZone }, at.getTime(), 1);
  if (next === at.getTime()) return;
  const [previous = Number.NaN] = nextTicks({ crons, timeZone }, at.getTime(), 1, { reverse: true });
  const written = [crons].flat().join(", ");
  throw new StepError(
    "NOT_A_TICK",
    `${at.toISOString()} isn't a tick of schedule "${name}" (${written}, ${timeZone}). The previous tick is ${text(previous)} and the next one is ${text(next)}.`,
    { retry: false },
  );
}

/** Returns the newest tick of a schedule at or before an instant. */
export function latestTick({ settings }: ScheduleDef, at: Date): Date {
  const { cron: crons, timeZone = "UTC" } = settings;
  const [tick = at.getTime()] = nextTicks({ crons, timeZone }, at.getTime(), 1, { reverse: true });
  return new Date(Number.isFinite(tick) ? tick : at.getTime());
}

const text = (instant: number): string => (Number.isFinite(instant) ? new Date(instant).toISOString() : "never");
