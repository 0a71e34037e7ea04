import { civilFromDay, daysInMonth, weekdayOfDay } from "./calendar";

/** Which days a cron allows. An absent part allows all; with both kinds of day restricted, either suffices. */
export type DayRule = {
  readonly months: ReadonlySet<number> | undefined;
  readonly monthDays: { readonly days: ReadonlySet<number>; readonly isLast: boolean } | undefined;
  readonly weekdays: WeekdayRule | undefined;
};

type WeekdayRule = {
  /** 0 = Sunday. */
  readonly days: ReadonlySet<number>;
  /** Weekdays of which only the month's last counts. */
  readonly lasts: ReadonlySet<number>;
  /** `weekday * 8 + n` for the n-th such weekday of a month. */
  readonly nths: ReadonlySet<number>;
};

export const isEveryDay = (rule: DayRule): boolean => !rule.months && !rule.monthDays && !rule.weekdays;

/** True when the rule allows the day with this number (see `calendar.ts`). */
export function matchesDay(rule: DayRule, dayNumber: number): boolean {
  const { months, monthDays, weekdays } = rule;
  if (!months && !monthDays) {
    if (!weekdays) return true;
    if (weekdays.days.has(weekdayOfDay(dayNumber))) return true;
    if (weekdays.lasts.size === 0 && weekdays.nths.size === 0) return false;
  }
  const { year, month, day } = civilFromDay(dayNumber);
  if (months && !months.has(month)) return false;
  if (!monthDays && !weekdays) return true;
  const length = daysInMonth(year, month);
  if (monthDays && (monthDays.days.has(day) || (monthDays.isLast && day === length))) return true;
  if (!weekdays) return false;
  const weekday = weekdayOfDay(dayNumber);
  if (weekdays.days.has(weekday)) return true;
  if (weekdays.lasts.has(weekday) && day + 7 > length) return true;
  return weekdays.nths.has(weekday * 8 + Math.ceil(day / 7));
}

/** The first allowed day of `limit` days from `dayNumber` on. */
export function nextMatchingDay(rule: DayRule, dayNumber: number, limit: number): number | undefined {
  for (let day = dayNumber; day < dayNumber + limit; day += 1) if (matchesDay(rule, day)) return day;
  return undefined;
}

/** The last allowed day of `limit` days up to `dayNumber`. */
export function previousMatchingDay(rule: DayRule, dayNumber: number, limit: number): number | undefined {
  for (let day = dayNumber; day > dayNumber - limit; day -= 1) if (matchesDay(rule, day)) return day;
  return undefined;
}
