import { type CronSchedule, cronTicks } from "../cron/ticks";
import { DomainError } from "../errors";
import { LIMITS } from "../limits";

/** Which missed ticks launch. Absent: the latest one, or the latest 5 of a partitioned target. */
export type CatchUp = "none" | "latest" | "all";

export type TickRules = CronSchedule & {
  readonly catchUp?: CatchUp | undefined;
  /** Whether the target has partitions. */
  readonly partitioned?: boolean | undefined;
};

/** Instants are epoch milliseconds. */
export type TickProgress = {
  /** When the schedule was switched on, or its cron or zone changed. No tick at or before it is due. */
  readonly runningSince: number;
  /** The latest tick that was evaluated or recorded as missed. */
  readonly lastTickAt?: number | undefined;
};

export type DueTicks = {
  /** Ticks to launch, oldest first. */
  readonly launch: readonly number[];
  /** Ticks to record as missed, oldest first. */
  readonly missed: readonly number[];
};

/** A tick that is evaluated later than this is missed. */
export const ON_TIME_MS = 60_000;

const LATEST_OF_PARTITIONED = 5;

/**
 * Decides about each tick after `runningSince` and `lastTickAt`, up to and including `now`. Ticks on time launch, and
 * so do the missed ones that `catchUp` selects. Takes time linear in the number of ticks.
 *
 * @throws DomainError `cron_invalid` or `time_zone_invalid`, and `catch_up_limit_exceeded` if `catchUp` is "all" and
 *   more ticks were missed than can launch together.
 * @example
 * dueTicks({ crons: "0 * * * *" }, { runningSince: at("09:30") }, at("12:10")); // launch 12:00, missed 10:00 and 11:00
 */
export function dueTicks(rules: TickRules, progress: TickProgress, now: number): DueTicks {
  const after = Math.max(progress.runningSince, progress.lastTickAt ?? Number.NEGATIVE_INFINITY);
  const onTime: number[] = [];
  const late: number[] = [];
  for (const tick of cronTicks(rules, after + 1)) {
    if (tick > now) break;
    if (now - tick <= ON_TIME_MS) onTime.push(tick);
    else late.push(tick);
  }
  const caughtUp = catchUpCount(rules, late.length);
  const firstCaughtUp = late.length - caughtUp;
  return { launch: [...late.slice(firstCaughtUp), ...onTime], missed: late.slice(0, firstCaughtUp) };
}

/** Returns how many of the missed ticks launch: always the latest ones. */
function catchUpCount({ catchUp, partitioned }: TickRules, missed: number): number {
  switch (catchUp) {
    case "none":
      return 0;
    case "latest":
      return Math.min(1, missed);
    case "all":
      if (missed > LIMITS.catchUpTicksMax) throw tooManyMissed(missed);
      return missed;
    default:
      return Math.min(partitioned ? LATEST_OF_PARTITIONED : 1, missed);
  }
}

const tooManyMissed = (missed: number): DomainError =>
  new DomainError(
    "overLimit",
    "catch_up_limit_exceeded",
    `Missed ticks: ${missed}. \`catchUp: "all"\` launches up to ${LIMITS.catchUpTicksMax} (catchUpTicksMax). Use a backfill for the missed period, or set \`catchUp: "latest"\`.`,
  );
