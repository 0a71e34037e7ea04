import { Temporal } from "temporal-polyfill";
import { DomainError } from "../errors";
import { civilFromDay, DAY_MS, dayFromCivil, daysInMonth, MINUTE_MS } from "./calendar";
import { earliestInstant, timeZone } from "./zone";

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** `+02:00`, or `+0200` with an empty separator. */
export function formatOffset(offsetMs: number, separator = ":"): string {
  const minutes = Math.trunc(Math.abs(offsetMs) / MINUTE_MS);
  return `${offsetMs < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}${separator}${pad(minutes % 60)}`;
}

/** An instant on a zone's clock with minutes and offset: `2023-10-28T01:45+02:00`. */
export function formatLocal(instant: number, zoneId = "UTC"): string {
  const { offset } = timeZone(zoneId).segmentAt(instant);
  const local = instant + offset;
  const day = Math.floor(local / DAY_MS);
  const minutes = Math.floor((local - day * DAY_MS) / MINUTE_MS);
  const { year, month, day: date } = civilFromDay(day);
  const time = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(date)}T${time}${formatOffset(offset)}`;
}

const LOCAL = /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[T -](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(.*)$/i;

/**
 * Reads a date or a time. With an offset or `Z` it is that instant; without, it is on the clock of `zoneId`: the
 * earlier of two such times, or the first instant after the gap that skipped it.
 */
export function parseLocal(text: string, zoneId = "UTC"): number {
  const match = LOCAL.exec(text.trim());
  if (!match) throw notATime(text);
  const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw notATime(text);
  if (hour > 23 || minute > 59 || second > 59) throw notATime(text);
  if (match[7]) return parseInstant(text);
  const local = dayFromCivil(year, month, day) * DAY_MS + (hour * 3_600 + minute * 60 + second) * 1_000;
  return earliestInstant(timeZone(zoneId), local);
}

function parseInstant(text: string): number {
  try {
    return Temporal.Instant.from(text.trim()).epochMilliseconds;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw notATime(text, cause);
  }
}

const notATime = (text: string, cause?: unknown): DomainError =>
  new DomainError(
    "invalid",
    "invalid_time",
    `"${text}" isn't a valid time. Use a format such as 2026-01-31 or 2026-01-31T09:30.`,
    {
      cause,
    },
  );
