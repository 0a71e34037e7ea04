import { describe, expect, test } from "vitest";
import { formatLocal } from "../cron/local-text";
import { clockChanges, ZONES } from "../cron/zones.fixture";
import { checkPartitions, partitionSet } from "./create-partition-set";
import { partitionKeys } from "./partition-set";
import { PartitionMapping, type PartitionsSpec, type TimeWindowsSpec } from "./spec";
import { partitionWindow } from "./window-set";

const keys = (spec: PartitionsSpec, now: string): string[] => [...partitionKeys(partitionSet(spec, { now }))];

describe("time windows", () => {
  test("a window is a partition once it has ended", () => {
    const spec: PartitionsSpec = { kind: "daily", start: "2026-01-01" };
    expect(keys(spec, "2026-01-02T23:59")).toEqual(["2026-01-01"]);
    expect(keys(spec, "2026-01-03")).toEqual(["2026-01-01", "2026-01-02"]);
    expect(keys(spec, "2025-06-01")).toEqual([]);
  });

  test("endOffset adds windows that have not ended, or holds some back, and is never less than none", () => {
    const spec = { kind: "daily", start: "2026-01-01" } as const;
    expect(keys({ ...spec, endOffset: 1 }, "2026-01-02T12:00")).toEqual(["2026-01-01", "2026-01-02"]);
    expect(keys({ ...spec, endOffset: -1 }, "2026-01-03T12:00")).toEqual(["2026-01-01"]);
    expect(keys({ ...spec, endOffset: -5 }, "2026-01-03T12:00")).toEqual([]);
  });

  test("no window ends after `end`", () => {
    const spec = { kind: "weekly", start: "2026-01-01", end: "2026-01-20" } as const;
    expect(keys(spec, "2027-01-01")).toEqual(["2026-01-04", "2026-01-11"]);
    expect(keys({ ...spec, endOffset: 3 }, "2027-01-01")).toEqual(["2026-01-04", "2026-01-11"]);
    expect(keys({ ...spec, endOffset: -1 }, "2027-01-01")).toEqual(["2026-01-04"]);
  });

  test("a repeated hour appends its offset to the second key", () => {
    const spec: PartitionsSpec = { kind: "hourly", start: "2021-11-07", timeZone: "America/Chicago" };
    const set = partitionSet(spec, { now: "2021-11-07T03:00" });
    expect([...partitionKeys(set)]).toEqual([
      "2021-11-07-00:00",
      "2021-11-07-01:00",
      "2021-11-07-01:00-0600",
      "2021-11-07-02:00",
    ]);
    expect(set.indexOf("2021-11-07-01:00-0600")).toBe(2);
    expect(set.indexOf("2021-11-07-01:00-0500")).toBe(-1);
    expect(set.indexOf("2021-11-07-00:00-0500")).toBe(-1);
  });

  test("offsets move where windows begin", () => {
    expect(keys({ kind: "monthly", start: "2026-01-01", dayOffset: 15 }, "2026-03-20")).toEqual([
      "2026-01-15",
      "2026-02-15",
    ]);
    expect(keys({ kind: "weekly", start: "2026-01-01", dayOffset: 1 }, "2026-01-20")).toEqual([
      "2026-01-05",
      "2026-01-12",
    ]);
    const shifted = { kind: "daily", start: "2026-01-01T00:00", hourOffset: 6, minuteOffset: 30 } as const;
    expect(keys(shifted, "2026-01-02T06:30")).toEqual(["2026-01-01"]);
    expect(keys({ kind: "hourly", start: "2026-01-01", minuteOffset: 15 }, "2026-01-01T02:15")).toEqual([
      "2026-01-01-00:15",
      "2026-01-01-01:15",
    ]);
  });

  test("keys follow their own format, and start may be written in it", () => {
    const spec: PartitionsSpec = { kind: "monthly", start: "2026/01", format: "yyyy/MM" };
    expect(keys(spec, "2026-03-01")).toEqual(["2026/01", "2026/02"]);
  });

  test("custom crons make windows between their ticks", () => {
    const spec: PartitionsSpec = { kind: "cron", cron: "0 9 * * 1-5", start: "2026-01-01" };
    expect(keys(spec, "2026-01-06T09:00")).toEqual(["2026-01-01", "2026-01-02", "2026-01-05"]);
    expect(keys({ kind: "cron", cron: "0 */12 * * *", start: "2026-01-01" }, "2026-01-02")).toEqual([
      "2026-01-01-00:00",
      "2026-01-01-12:00",
    ]);
  });

  test("a window whose whole first day was skipped keeps that day's key", () => {
    const spec: PartitionsSpec = { kind: "daily", start: "2011-12-29", timeZone: "Pacific/Apia", hourOffset: 9 };
    expect(keys(spec, "2012-01-02T00:00")).toEqual(["2011-12-29", "2011-12-30", "2011-12-31"]);
  });

  test("a key's window starts at the first tick at or after the time that it says", () => {
    const spec: PartitionsSpec = { kind: "weekly", start: "2021-11-01", timeZone: "America/Chicago", dayOffset: 3 };
    const { start, end } = partitionWindow(spec, "2021-11-01");
    expect([start, end].map((at) => formatLocal(at, spec.timeZone))).toEqual([
      "2021-11-03T00:00-05:00",
      "2021-11-10T00:00-06:00",
    ]);
  });

  test("a key is a partition only in its canonical form and within bounds", () => {
    const set = partitionSet({ kind: "weekly", start: "2026-01-01" }, { now: "2026-02-01" });
    expect(set.indexOf("2026-01-04")).toBe(0);
    for (const key of ["2026-01-05", "2026-1-4", "2025-12-28", "2026-02-01", "9999-01-01", "2026-02-30", "x", ""]) {
      expect(set.indexOf(key), key).toBe(-1);
    }
  });
});

describe("every change of the clock in 20 zones, 2000 to 2040", () => {
  const kinds: readonly (Omit<TimeWindowsSpec, "start"> & { reachHours: number })[] = [
    { kind: "hourly", reachHours: 4 },
    { kind: "hourly", minuteOffset: 30, reachHours: 4 },
    { kind: "daily", reachHours: 72 },
    { kind: "daily", hourOffset: 2, minuteOffset: 30, reachHours: 72 },
    { kind: "weekly", reachHours: 24 * 15 },
    { kind: "monthly", reachHours: 24 * 62 },
    { kind: "cron", cron: "*/30 * * * *", reachHours: 3 },
  ];

  test.each(ZONES)("%s: windows tile time and keys name them one to one", (timeZone) => {
    const changes = clockChanges(timeZone, Date.UTC(2000, 0), Date.UTC(2040, 0));
    for (const { reachHours, ...rest } of kinds) {
      const spec: TimeWindowsSpec = { ...rest, start: "2000-01-01", timeZone };
      const set = partitionSet(spec, { now: Date.UTC(2040, 0) });
      const { ticks } = set.windows ?? expect.fail("time windows have ticks");
      for (const change of changes) {
        const reach = reachHours * 3_600_000;
        const first = Math.max(0, ticks.rank(change - reach));
        const last = Math.min(set.size - 1, ticks.rank(change + reach));
        let end: number | undefined;
        for (let index = first; index <= last; index += 1) {
          const key = set.keyAt(index);
          const window = partitionWindow(spec, key);
          if (end !== undefined && window.start !== end) expect.fail(`${key} leaves a gap or overlaps`);
          if (window.end <= window.start) expect.fail(`${key} is empty`);
          if (set.indexOf(key) !== index) expect.fail(`${key} is not number ${index}`);
          if (window.start !== ticks.at(index)) expect.fail(`${key} names another window`);
          end = window.end;
        }
      }
    }
  });
});

describe("several dimensions", () => {
  const spec: PartitionsSpec = {
    kind: "multi",
    dimensions: {
      region: { kind: "static", keys: ["us", "eu"] },
      date: { kind: "daily", start: "2026-01-01" },
      tier: { kind: "dynamic", name: "tiers" },
    },
  };

  test("keys join one of each in the order of the dimensions' names, the last one fastest", () => {
    const set = partitionSet(spec, { now: "2026-01-03", dynamicKeys: { tiers: ["a", "b"] } });
    expect(set.size).toBe(8);
    expect([...partitionKeys(set)].slice(0, 5)).toEqual([
      "2026-01-01|us|a",
      "2026-01-01|us|b",
      "2026-01-01|eu|a",
      "2026-01-01|eu|b",
      "2026-01-02|us|a",
    ]);
    for (const [index, key] of [...partitionKeys(set)].entries()) expect(set.indexOf(key)).toBe(index);
    expect(set.indexOf("2026-01-01|us")).toBe(-1);
    expect(set.indexOf("2026-01-03|us|a")).toBe(-1);
  });

  test("the window of a key is that of its only time dimension", () => {
    expect(formatLocal(partitionWindow(spec, "2026-01-02|us|a").end)).toBe("2026-01-03T00:00+00:00");
  });
});

test.each<[PartitionsSpec, string]>([
  [{ kind: "static", keys: ["a", "b|c"] }, '"b|c" contains | , [ ]'],
  [{ kind: "static", keys: ["a", "a"] }, '"a" is listed twice'],
  [{ kind: "daily", start: "2026-02-30" }, '"2026-02-30" isn\'t a valid time'],
  [{ kind: "daily", start: "2026-01-01", timeZone: "Mars/Base" }, 'Unknown time zone "Mars/Base"'],
  [{ kind: "hourly", start: "2026-01-01", hourOffset: 2 }, "don't accept hourOffset"],
  [{ kind: "weekly", start: "2026-01-01", dayOffset: 9 }, "out of range in the day of week"],
  [{ kind: "cron", start: "2026-01-01" }, "need a cron"],
  [{ kind: "hourly", start: "2026-01-01", format: "yyyy-MM-dd" }, "is ambiguous"],
  [{ kind: "daily", start: "2026-01-01", format: "YYYY-MM-DD" }, 'Use "yyyy"'],
  [{ kind: "daily", start: "2026-01-01", format: "yyyyMd" }, "two adjacent variable-width numbers"],
  [{ kind: "daily", start: "2026-01-01", format: "yyyy'-'M1dHms" }, "two adjacent variable-width numbers"],
])("rejects an invalid definition: %j", (spec, message) => {
  expect(() => checkPartitions(spec)).toThrow(message);
});

test.each<[PartitionsSpec, string]>([
  [{ kind: "daily", start: "2026-01-01", endOffset: 1e15 }, "partitionOffsetMax"],
  [{ kind: "cron", cron: "* * * * *", start: "2026-01-01", endOffset: -1e15 }, "partitionOffsetMax"],
  [{ kind: "cron", cron: "0 0 29 2 1#5", start: "1800-01-01", endOffset: 10_000 }, "past the year 3000"],
])("rejects an excessive definition before counting it: %j", (spec, message) => {
  const lastKey = () => {
    const set = partitionSet(spec, { now: "2026-11-01" });
    return set.keyAt(set.size - 1);
  };
  expect(lastKey).toThrow(message);
});

test("rejects an excessive mapping", () => {
  for (const offset of [{ startOffset: -1e15 }, { endOffset: 1e15 }, { startOffset: 10_001 }]) {
    expect(PartitionMapping.safeParse({ kind: "timeWindow", ...offset }).error?.message).toContain(
      "partitionOffsetMax",
    );
  }
});

test("the year of a key has at most four digits", () => {
  const days = partitionSet({ kind: "daily", start: "2026-01-01", format: "y-MM-dd" }, { now: "2026-11-01" });
  expect(days.indexOf("2026-01-02")).toBe(1);
  expect(days.indexOf(`${"9".repeat(300)}-01-02`)).toBe(-1);
});

test("a long text of digits is not a key, whatever the format, and is soon known not to be", () => {
  const format = Array(30).fill("dMM-Hmm-").join("");
  const days = partitionSet({ kind: "hourly", start: "2026-01-01", format: `yyyy ${format}` }, { now: "2026-01-02" });
  expect(
    days.indexOf(
      `2026 ${Array(60)
        .fill(`${"1".repeat(3_000)}-`)
        .join("")}x`,
    ),
  ).toBe(-1);
});
