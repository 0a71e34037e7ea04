import { expect, test } from "vitest";
import { describeClockChange } from "./describe-clock-change";
import { nextTicks } from "./ticks";

/** Returns the ticks after a start, each with its clock change. */
function described(crons: string, timeZone: string, start: string, count: number) {
  let since = Date.parse(start);
  return nextTicks({ crons, timeZone }, since, count).map((tick) => {
    const words = describeClockChange({ crons, timeZone }, tick, since);
    since = tick;
    return `${new Date(tick).toISOString().slice(0, 16)} ${words ?? "-"}`;
  });
}

test("describes a tick at a skipped local time as moved, and leaves out later ticks", () => {
  expect(described("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z", 3)).toEqual([
    "2026-03-28T01:30 -",
    "2026-03-29T01:00 moved: 02:30 doesn't exist that day because clocks spring forward by 1h",
    "2026-03-30T00:30 -",
  ]);
  expect(described("0 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", 1)).toEqual([
    "2026-10-03T15:30 moved: 02:00 doesn't exist that day because clocks spring forward by 30m",
  ]);
});

test("describes a tick at a repeated local time as the second one", () => {
  expect(described("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", 2)).toEqual([
    "2026-10-25T01:30 the second 02:30 of that day: clocks fall back by 1h",
    "2026-10-26T01:30 -",
  ]);
});

test("describes a clock change before an unaffected tick", () => {
  expect(described("0 9 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 2)).toEqual([
    "2026-03-29T07:00 clocks spring forward by 1h before it",
    "2026-03-30T07:00 -",
  ]);
  expect(described("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 1)).toEqual([
    "2026-03-29T01:00 clocks spring forward by 1h before it",
  ]);
  expect(described("0 9 * * *", "UTC", "2026-03-28T12:00Z", 1)).toEqual(["2026-03-29T09:00 -"]);
});
