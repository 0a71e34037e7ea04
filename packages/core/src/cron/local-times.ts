import { CALENDAR_CYCLE_DAYS, DAY_MINUTES, MINUTE_MS } from "./calendar";
import { isEveryDay, matchesDay, nextMatchingDay, previousMatchingDay } from "./day-rule";
import type { CronPattern } from "./parse-cron";

/** The cron's first local time at or after `local` (milliseconds of the wall clock, blind to zones). */
export function nextLocalTime(pattern: CronPattern, local: number): number {
  const { times, days } = pattern;
  const minute = Math.ceil(local / MINUTE_MS);
  const day = Math.floor(minute / DAY_MINUTES);
  const index = matchesDay(days, day) ? lowerBound(times, minute - day * DAY_MINUTES) : times.length;
  if (index < times.length) return (day * DAY_MINUTES + (times[index] as number)) * MINUTE_MS;
  const next = nextMatchingDay(days, day + 1, CALENDAR_CYCLE_DAYS) as number;
  return (next * DAY_MINUTES + (times[0] as number)) * MINUTE_MS;
}

/** The cron's last local time at or before `local`. */
export function previousLocalTime(pattern: CronPattern, local: number): number {
  const { times, days } = pattern;
  const minute = Math.floor(local / MINUTE_MS);
  const day = Math.floor(minute / DAY_MINUTES);
  const index = matchesDay(days, day) ? lowerBound(times, minute - day * DAY_MINUTES + 1) - 1 : -1;
  if (index >= 0) return (day * DAY_MINUTES + (times[index] as number)) * MINUTE_MS;
  const previous = previousMatchingDay(days, day - 1, CALENDAR_CYCLE_DAYS) as number;
  return (previous * DAY_MINUTES + (times.at(-1) as number)) * MINUTE_MS;
}

/** The cron's `n`-th local time (from 0) at or after `local`. */
export function nthLocalTime(pattern: CronPattern, local: number, n: number): number {
  const { times, days } = pattern;
  const minute = Math.ceil(local / MINUTE_MS);
  let day = Math.floor(minute / DAY_MINUTES);
  let remaining = n;
  if (matchesDay(days, day)) remaining += lowerBound(times, minute - day * DAY_MINUTES);
  else day = nextMatchingDay(days, day + 1, CALENDAR_CYCLE_DAYS) as number;
  if (isEveryDay(days)) {
    day += Math.floor(remaining / times.length);
    remaining %= times.length;
  }
  while (remaining >= times.length) {
    remaining -= times.length;
    day = nextMatchingDay(days, day + 1, CALENDAR_CYCLE_DAYS) as number;
  }
  return (day * DAY_MINUTES + (times[remaining] as number)) * MINUTE_MS;
}

/** How many of the cron's local times are in `[from, to)`. */
export function countLocalTimes(pattern: CronPattern, from: number, to: number): number {
  if (to <= from) return 0;
  return countBefore(pattern, Math.ceil(from / MINUTE_MS), Math.ceil(to / MINUTE_MS));
}

function countBefore({ times, days }: CronPattern, from: number, to: number): number {
  const fromDay = Math.floor(from / DAY_MINUTES);
  const toDay = Math.floor(to / DAY_MINUTES);
  const earlier = matchesDay(days, fromDay) ? lowerBound(times, from - fromDay * DAY_MINUTES) : 0;
  const partial = matchesDay(days, toDay) ? lowerBound(times, to - toDay * DAY_MINUTES) : 0;
  let whole = 0;
  if (isEveryDay(days)) whole = toDay - fromDay;
  else for (let day = fromDay; day < toDay; day += 1) if (matchesDay(days, day)) whole += 1;
  return whole * times.length + partial - earlier;
}

function lowerBound(values: readonly number[], wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
