import { expect, test } from "vitest";
import { describeClockChange } from "./describe-clock-change";
import { nextTicks } from "./ticks";

/** The ticks after a start with what the clocks do to each. */
function told(crons: string, timeZone: string, start: string, count: number) {
  let since = Date.parse(start);
  return nextTicks({ crons, timeZone }, since, count).map((tick) => {
    const words = describeClockChange({ crons, timeZone }, tick, since);
    since = tick;
    return `${new Date(tick).toISOString().slice(0, 16)} ${words ?? "-"}`;
  });
}

test("a tick whose local time is skipped says that it was moved; the next ones say nothing", () => {
  expect(told("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z", 3)).toEqual([
    "2026-03-28T01:30 -",
    "2026-03-29T01:00 moved: 02:30 doesn't exist that day because the clocks go forward by 1 h",
    "2026-03-30T00:30 -",
  ]);
  expect(told("0 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", 1)).toEqual([
    "2026-10-03T15:30 moved: 02:00 doesn't exist that day because the clocks go forward by 30 min",
  ]);
});

test("a tick whose local time comes twice says that it is the second", () => {
  expect(told("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", 2)).toEqual([
    "2026-10-25T01:30 the second 02:30 of that day: the clocks go back by 1 h",
    "2026-10-26T01:30 -",
  ]);
});

test("a tick that the change does not touch says that the clocks changed before it", () => {
  expect(told("0 9 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 2)).toEqual([
    "2026-03-29T07:00 the clocks go forward by 1 h before it",
    "2026-03-30T07:00 -",
  ]);
  expect(told("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 1)).toEqual([
    "2026-03-29T01:00 the clocks go forward by 1 h before it",
  ]);
  expect(told("0 9 * * *", "UTC", "2026-03-28T12:00Z", 1)).toEqual(["2026-03-29T09:00 -"]);
});
