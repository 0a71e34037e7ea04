import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatLocal, parseLocal } from "./local-text";
import { cronTicks, nextTicks } from "./ticks";
import { clockChanges, ZONES } from "./zones.fixture";

const HOUR_MS = 3_600_000;

function ticks(crons: string | string[], timeZone: string, start: string, count: number, reverse = false): string[] {
  const found = nextTicks({ crons, timeZone }, parseLocal(start, timeZone), count, { reverse });
  return found.map((tick) => formatLocal(tick, timeZone));
}

describe("where the clock is set forward", () => {
  test("a skipped time fires once, at the first instant after the gap", () => {
    expect(ticks("30 2 * * *", "Europe/Berlin", "2023-03-25", 3)).toEqual([
      "2023-03-25T02:30+01:00",
      "2023-03-26T03:00+02:00",
      "2023-03-27T02:30+02:00",
    ]);
    expect(ticks("0 2 * * *", "Australia/Lord_Howe", "2023-10-01", 1)).toEqual(["2023-10-01T02:30+11:00"]);
  });

  test("several skipped times and one that is there anyway are one tick", () => {
    expect(ticks("*/15 2,3 * * *", "America/New_York", "2023-03-12", 3)).toEqual([
      "2023-03-12T03:00-04:00",
      "2023-03-12T03:15-04:00",
      "2023-03-12T03:30-04:00",
    ]);
  });

  test("with every hour, skipped times are skipped", () => {
    expect(ticks("45 * * * *", "Europe/Berlin", "2023-03-26T01:00", 2)).toEqual([
      "2023-03-26T01:45+01:00",
      "2023-03-26T03:45+02:00",
    ]);
  });

  test("a whole skipped day fires when the next one begins", () => {
    expect(ticks("0 12 30 12 *", "Pacific/Apia", "2011-12-01", 1)).toEqual(["2011-12-31T00:00+14:00"]);
  });

  test("a gap at midnight belongs to its own day", () => {
    expect(ticks("0 0 * * *", "America/Sao_Paulo", "2018-11-03", 3)).toEqual([
      "2018-11-03T00:00-03:00",
      "2018-11-04T01:00-02:00",
      "2018-11-05T00:00-02:00",
    ]);
  });
});

describe("where the clock is set back", () => {
  test("a repeated time fires once, the second time", () => {
    expect(ticks("30 2 * * *", "Europe/Berlin", "2023-10-28", 3)).toEqual([
      "2023-10-28T02:30+02:00",
      "2023-10-29T02:30+01:00",
      "2023-10-30T02:30+01:00",
    ]);
  });

  test("with every hour, a repeated time fires both times", () => {
    const expected = ["2023-10-29T01:45+02:00", "2023-10-29T02:45+02:00", "2023-10-29T02:45+01:00"];
    expect(ticks("45 * * * *", "Europe/Berlin", "2023-10-29T01:45", 3)).toEqual(expected);
    expect(ticks("45 */1 * * *", "Europe/Berlin", "2023-10-29T01:45", 3)).toEqual(expected);
  });
});

test("minutes are minutes of the local clock, even if the offset is not a whole hour", () => {
  expect(ticks("15 * * * *", "Asia/Kathmandu", "2024-01-01T00:00", 2)).toEqual([
    "2024-01-01T00:15+05:45",
    "2024-01-01T01:15+05:45",
  ]);
});

test("a start that is a tick comes first in either direction", () => {
  expect(ticks("0 0 * * *", "UTC", "2024-01-01", 2)).toEqual(["2024-01-01T00:00+00:00", "2024-01-02T00:00+00:00"]);
  expect(ticks("0 0 * * *", "UTC", "2024-01-01", 2, true)).toEqual([
    "2024-01-01T00:00+00:00",
    "2023-12-31T00:00+00:00",
  ]);
});

test("a list of crons is their union, with one tick for each instant", () => {
  expect(ticks(["0 12 * * *", "0 0 * * *", "0 0 * * 1"], "UTC", "2024-01-01", 3)).toEqual([
    "2024-01-01T00:00+00:00",
    "2024-01-01T12:00+00:00",
    "2024-01-02T00:00+00:00",
  ]);
});

test.each([
  ["0 0 29 2 *", ["2024-02-29", "2028-02-29", "2032-02-29"]],
  ["0 0 L * *", ["2024-01-31", "2024-02-29", "2024-03-31"]],
  ["0 0 13 * 5", ["2024-01-05", "2024-01-12", "2024-01-13"]],
  ["0 0 * * 7", ["2024-01-07", "2024-01-14", "2024-01-21"]],
  ["0 0 * * fri-MON", ["2024-01-01", "2024-01-05", "2024-01-06"]],
  ["0 0 * feb,MAR sun", ["2024-02-04", "2024-02-11", "2024-02-18"]],
  ["0 0 * * 5L", ["2024-01-26", "2024-02-23", "2024-03-29"]],
  ["0 0 * * 1#2", ["2024-01-08", "2024-02-12", "2024-03-11"]],
  ["0 0 10-20/5 * *", ["2024-01-10", "2024-01-15", "2024-01-20"]],
  ["@monthly", ["2024-01-01", "2024-02-01", "2024-03-01"]],
  ["@YEARLY", ["2024-01-01", "2025-01-01", "2026-01-01"]],
  ["0 0 ? * ?", ["2024-01-01", "2024-01-02", "2024-01-03"]],
])("%s falls on %j", (cron, days) => {
  expect(ticks(cron, "UTC", "2024-01-01", 3)).toEqual(days.map((day) => `${day}T00:00+00:00`));
});

const anyCron = fc
  .record({
    minute: fc.constantFrom("0", "30", "45", "*/20", "*", "5,59"),
    hour: fc.constantFrom("*", "0", "1", "2", "*/6", "0-3", "23", "1-4/2"),
    dayOfMonth: fc.constantFrom("*", "*", "1", "15", "L", "*/2"),
    month: fc.constantFrom("*", "*", "3,10", "2"),
    dayOfWeek: fc.constantFrom("*", "*", "0", "1-5", "7", "5L"),
  })
  .map((it) => `${it.minute} ${it.hour} ${it.dayOfMonth} ${it.month} ${it.dayOfWeek}`);

/** Instants near a change of the clock, where there is one. */
const anyMoment = fc
  .tuple(fc.constantFrom(...ZONES), fc.nat(), fc.integer({ min: -72, max: 24 }))
  .map(([zone, pick, hours]) => {
    const changes = clockChanges(zone, Date.UTC(2000, 0), Date.UTC(2040, 0));
    const near = changes.length > 0 ? (changes[pick % changes.length] as number) : Date.UTC(2024, 1, 28);
    return { zone, start: near + hours * HOUR_MS };
  });

test("ticks increase strictly, and read backwards they are the same list", () => {
  fc.assert(
    fc.property(fc.array(anyCron, { minLength: 1, maxLength: 3 }), anyMoment, (crons, { zone, start }) => {
      const schedule = { crons, timeZone: zone };
      const forwards = nextTicks(schedule, start, 25);
      const backwards = nextTicks(schedule, forwards.at(-1) as number, 25, { reverse: true });
      expect(backwards.toReversed()).toEqual(forwards);
      expect(forwards.every((tick, index) => index === 0 || tick > (forwards[index - 1] as number))).toBe(true);
      expect(forwards[0]).toBeGreaterThanOrEqual(start);
    }),
    { numRuns: 400 },
  );
});

test("ticks are those of a minute-by-minute walk over the wall clock", () => {
  const times = fc.record({
    minutes: fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 3 }),
    hours: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 })),
  });
  fc.assert(
    fc.property(times, anyMoment, ({ minutes, hours }, { zone, start }) => {
      const cron = `${minutes.join(",")} ${hours?.join(",") ?? "*"} * * *`;
      const from = Math.floor(start / 60_000) * 60_000;
      const to = from + 48 * HOUR_MS;
      const found: number[] = [];
      for (const tick of cronTicks({ crons: cron, timeZone: zone }, from)) {
        if (tick >= to) break;
        found.push(tick);
      }
      expect(found).toEqual(walk(zone, from, to, minutes, hours));
    }),
    { numRuns: 60 },
  );
});

/** The rules of daylight saving, said again without any arithmetic on offsets. */
function walk(zone: string, from: number, to: number, minutes: number[], hours: number[] | null): number[] {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const margin = 30 * HOUR_MS;
  const clock: { at: number; wall: number }[] = [];
  for (let at = from - margin; at < to + margin; at += 60_000) {
    clock.push({ at, wall: Date.parse(`${format.format(at).replace(" ", "T")}Z`) });
  }
  const matches = (wall: number): boolean => {
    const time = new Date(wall);
    return minutes.includes(time.getUTCMinutes()) && (hours === null || hours.includes(time.getUTCHours()));
  };
  const found = new Set<number>();
  if (hours === null) for (const { at, wall } of clock) if (matches(wall)) found.add(at);
  if (hours !== null) {
    const lastShown = new Map(clock.map(({ at, wall }) => [wall, at]));
    const first = clock[0]?.wall ?? 0;
    const last = clock.at(-1)?.wall ?? 0;
    for (let wall = first; wall <= last; wall += 60_000) {
      if (!matches(wall)) continue;
      const at = lastShown.get(wall) ?? clock.find((it) => it.wall > wall)?.at;
      if (at !== undefined) found.add(at);
    }
  }
  return [...found].filter((at) => at >= from && at < to).sort((a, b) => a - b);
}
