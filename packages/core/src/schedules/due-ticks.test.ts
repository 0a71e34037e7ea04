import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatLocal, parseLocal } from "../cron/local-text";
import { cronTicks } from "../cron/ticks";
import { ZONES } from "../cron/zones.fixture";
import { dueTicks, ON_TIME_MS, type TickRules } from "./due-ticks";

const HOURLY = { crons: "0 * * * *" } as const;

function due(rules: TickRules, since: string, now: string, last?: string) {
  const zone = rules.timeZone ?? "UTC";
  const at = (text: string) => parseLocal(text, zone);
  const progress = { runningSince: at(since), lastTickAt: last === undefined ? undefined : at(last) };
  const { launch, missed } = dueTicks(rules, progress, at(now));
  const times = (ticks: readonly number[]) => ticks.map((tick) => formatLocal(tick, zone).slice(5, 16));
  return { launch: times(launch), missed: times(missed) };
}

describe("a tick", () => {
  test("launches up to 60 seconds late, and is missed after that", () => {
    const none = { ...HOURLY, catchUp: "none" } as const;
    expect(due(none, "2026-03-04", "2026-03-04T01:00")).toEqual({ launch: ["03-04T01:00"], missed: [] });
    expect(due(none, "2026-03-04", "2026-03-04T01:01")).toEqual({ launch: ["03-04T01:00"], missed: [] });
    expect(due(none, "2026-03-04", "2026-03-04T01:01:01")).toEqual({ launch: [], missed: ["03-04T01:00"] });
  });

  test("isn't due at the instant at which the schedule was switched on, nor at that of the last tick", () => {
    expect(due(HOURLY, "2026-03-04T01:00", "2026-03-04T01:00")).toEqual({ launch: [], missed: [] });
    expect(due(HOURLY, "2026-03-04", "2026-03-04T01:00", "2026-03-04T01:00")).toEqual({ launch: [], missed: [] });
  });

  test("of several crons at one instant launches once", () => {
    const rules = { crons: ["0 * * * *", "*/30 * * * *"], catchUp: "all" } as const;
    expect(due(rules, "2026-03-04", "2026-03-04T01:00").launch).toEqual(["03-04T00:30", "03-04T01:00"]);
  });

  test("that the clock skipped or repeated launches once", () => {
    const rules = { crons: "30 1 * * *", timeZone: "Europe/London", catchUp: "all" } as const;
    expect(due(rules, "2026-03-28T12:00", "2026-03-30T12:00").launch).toEqual(["03-29T02:00", "03-30T01:30"]);
    expect(due(rules, "2026-10-24T12:00", "2026-10-26T12:00").launch).toEqual(["10-25T01:30", "10-26T01:30"]);
  });
});

describe("of the missed ticks", () => {
  const downtime = (rules: Omit<TickRules, "crons">) => due({ ...HOURLY, ...rules }, "2026-03-04", "2026-03-04T08:10");

  test("the latest launches, or the latest five if the target is partitioned", () => {
    expect(downtime({}).launch).toEqual(["03-04T08:00"]);
    expect(downtime({ partitioned: true })).toEqual({
      launch: ["03-04T04:00", "03-04T05:00", "03-04T06:00", "03-04T07:00", "03-04T08:00"],
      missed: ["03-04T01:00", "03-04T02:00", "03-04T03:00"],
    });
  });

  test("catchUp launches none, the latest, or all", () => {
    expect(downtime({ catchUp: "none", partitioned: true }).launch).toEqual([]);
    expect(downtime({ catchUp: "latest", partitioned: true }).launch).toEqual(["03-04T08:00"]);
    expect(downtime({ catchUp: "all" }).launch).toHaveLength(8);
  });

  test("up to 1,000 are caught up", () => {
    const minutely = { crons: "* * * * *", catchUp: "all" } as const;
    expect(due(minutely, "2026-03-04", "2026-03-04T16:41").launch).toHaveLength(1_001);
    expect(() => due(minutely, "2026-03-04", "2026-03-04T16:43")).toThrow("up to 1000 (catchUpTicksMax)");
  });
});

function ticksBetween(rules: TickRules, after: number, to: number): number[] {
  const found: number[] = [];
  for (const tick of cronTicks(rules, after + 1)) {
    if (tick > to) break;
    found.push(tick);
  }
  return found;
}

const schedules = fc.record({
  crons: fc.subarray(["0 * * * *", "*/20 * * * *", "30 1 * * *", "15 2,3 * * 0", "0 0 1 * *"], { minLength: 1 }),
  timeZone: fc.constantFrom(...ZONES),
  catchUp: fc.constantFrom("none", "latest", "all", undefined),
  partitioned: fc.boolean(),
});
const START = Date.parse("2026-03-27T00:00Z");
const times = fc.integer({ min: 0, max: 6 * 24 * 60 }).map((minutes) => START + minutes * 60_000);

test("every due tick either launches or is missed", () => {
  fc.assert(
    fc.property(schedules, times, times, fc.option(times, { nil: undefined }), (rules, a, b, lastTickAt) => {
      const [runningSince, now] = [Math.min(a, b), Math.max(a, b)];
      const { launch, missed } = dueTicks(rules, { runningSince, lastTickAt }, now);
      expect([...missed, ...launch]).toEqual(ticksBetween(rules, Math.max(runningSince, lastTickAt ?? 0), now));
    }),
    { numRuns: 50 },
  );
});

test("looking at least once a minute launches every tick once, whenever that is", () => {
  fc.assert(
    fc.property(
      schedules,
      times,
      fc.array(fc.integer({ min: 0, max: ON_TIME_MS }), { maxLength: 300 }),
      (rules, start, waits) => {
        const launched: number[] = [];
        let now = start;
        let lastTickAt: number | undefined;
        for (const wait of waits) {
          now += wait;
          const { launch, missed } = dueTicks(rules, { runningSince: start, lastTickAt }, now);
          expect(missed).toEqual([]);
          launched.push(...launch);
          lastTickAt = launch.at(-1) ?? lastTickAt;
        }
        expect(launched).toEqual(ticksBetween(rules, start, now));
      },
    ),
  );
});
