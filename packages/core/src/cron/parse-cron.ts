import { CALENDAR_CYCLE_DAYS, DAY_MINUTES } from "./calendar";
import { type DayRule, nextMatchingDay } from "./day-rule";
import { cronError, FIELDS, parseItem, parseValue } from "./parse-field";

/** A parsed cron expression. */
export type CronPattern = {
  readonly source: string;
  /** Minutes of the day at which it fires on a matching day, ascending. */
  readonly times: readonly number[];
  /** True when the hour field allows every hour: then it follows the clock instead of firing once per local time. */
  readonly isEveryHour: boolean;
  readonly days: DayRule;
};

const ALIASES: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** The five fields that an expression or its `@alias` stands for. */
export function expandCron(cron: string): string {
  const text = cron.trim();
  if (!text.startsWith("@")) return text.split(/\s+/).join(" ");
  const expanded = ALIASES[text.toLowerCase()];
  if (!expanded) throw cronError(`"${text}" is not a known alias: use ${Object.keys(ALIASES).join(", ")}.`);
  return expanded;
}

const parsed = new Map<string, CronPattern>();
const PARSED_MAX = 10_000;

/**
 * Parses a five-field cron expression or an alias.
 * @throws DomainError `cron_invalid` for anything that is malformed, out of range or can never occur.
 */
export function parseCron(cron: string): CronPattern {
  const known = parsed.get(cron);
  if (known) return known;
  const pattern = readCron(cron);
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(cron, pattern);
  return pattern;
}

function readCron(cron: string): CronPattern {
  const source = expandCron(cron);
  const fields = source === "" ? [] : source.split(" ");
  if (fields.length !== 5) {
    const hint = fields.length === 6 ? " Seconds are not supported." : "";
    throw cronError(
      `"${cron}" has ${fields.length} fields; a cron has five: minute, hour, day of month, month, day of week.${hint}`,
    );
  }
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = fields;
  const hours = valuesOf(hour, "hour");
  const minutes = valuesOf(minute, "minute");
  const days = readDays(dayOfMonth, month, dayOfWeek);
  if (nextMatchingDay(days, 0, CALENDAR_CYCLE_DAYS) === undefined) {
    throw cronError(`"${cron}" never runs: none of its months has that day.`);
  }
  return {
    source,
    times: hours.flatMap((h) => minutes.map((m) => h * 60 + m)),
    isEveryHour: hours.length * 60 === DAY_MINUTES,
    days,
  };
}

function valuesOf(field: string, name: "minute" | "hour" | "month"): number[] {
  const values = new Set<number>();
  for (const item of itemsOf(field, FIELDS[name].label)) parseItem(item, FIELDS[name], values);
  return [...values].sort((a, b) => a - b);
}

function itemsOf(field: string, label: string): string[] {
  const items = field.split(",");
  if (items.includes("")) throw cronError(`The list "${field}" in the ${label} field has an empty item.`);
  return items;
}

function readDays(dayOfMonth: string, month: string, dayOfWeek: string): DayRule {
  const monthDays = dayOfMonth === "*" || dayOfMonth === "?" ? undefined : readMonthDays(dayOfMonth);
  const weekdays = dayOfWeek === "*" || dayOfWeek === "?" ? undefined : readWeekdays(dayOfWeek);
  const months = valuesOf(month, "month");
  return { months: months.length === 12 ? undefined : new Set(months), monthDays, weekdays };
}

function readMonthDays(field: string): NonNullable<DayRule["monthDays"]> {
  const days = new Set<number>();
  let isLast = false;
  for (const item of itemsOf(field, FIELDS.dayOfMonth.label)) {
    if (/^l$/i.test(item)) isLast = true;
    else parseItem(item, FIELDS.dayOfMonth, days);
  }
  return { days, isLast };
}

/** Besides the usual items: `5L` or `L5` (last Friday of the month) and `1#2` (second Monday). */
function readWeekdays(field: string): NonNullable<DayRule["weekdays"]> {
  const rule = FIELDS.dayOfWeek;
  const days = new Set<number>();
  const lasts = new Set<number>();
  const nths = new Set<number>();
  for (const item of itemsOf(field, rule.label)) {
    const last = /^(?:l(\w+)|(\w+)l)$/i.exec(item);
    const nth = /^(\w+)#(\d+)$/.exec(item);
    if (nth) {
      const count = Number(nth[2]);
      if (count < 1 || count > 5)
        throw cronError(`"${item}" in the ${rule.label} field: use #1 to #5 for the nth weekday of the month.`);
      nths.add((parseValue(nth[1] ?? "", item, rule) % 7) * 8 + count);
    } else if (last) lasts.add(parseValue(last[1] ?? last[2] ?? "", item, rule) % 7);
    else parseItem(item, rule, days);
  }
  return { days: new Set([...days].map((day) => day % 7)), lasts, nths };
}
