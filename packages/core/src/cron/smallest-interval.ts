import { DAY_MINUTES, MINUTE_MS } from "./calendar";
import { nextMatchingDay } from "./day-rule";
import { parseCron } from "./parse-cron";

/** From 1901 to 2099, weekdays and leap years repeat after 28 years. */
const YEARS_28_DAYS = 10_227;

/** Returns the shortest time between two ticks of a cron in milliseconds, on a clock that never changes. */
export function smallestInterval(cron: string): number {
  const { times, days } = parseCron(cron);
  let minutes = Number.POSITIVE_INFINITY;
  for (let index = 1; index < times.length; index += 1)
    minutes = Math.min(minutes, (times[index] as number) - (times[index - 1] as number));

  const overnight = (times[0] as number) - (times.at(-1) as number);
  let day = nextMatchingDay(days, 0, YEARS_28_DAYS) ?? YEARS_28_DAYS;
  while (day < YEARS_28_DAYS) {
    const next = nextMatchingDay(days, day + 1, YEARS_28_DAYS);
    if (next === undefined) break;
    minutes = Math.min(minutes, (next - day) * DAY_MINUTES + overnight);
    if (next === day + 1) break;
    day = next;
  }
  return minutes * MINUTE_MS;
}
