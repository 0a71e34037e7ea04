import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ZONES } from "../cron/zones.fixture";
import type { FreshnessSpec } from "../manifest/manifest";
import { checkFreshness } from "./check-freshness";
import { type FreshnessFacts, freshness } from "./freshness";

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(`2026-03-${text}Z`);

describe("by age", () => {
  const policy = { failAfterMs: 26 * HOUR, warnAfterMs: 24 * HOUR };
  const facts = { activeSince: at("01T00:00"), lastMaterializedAt: at("02T00:00") };

  test.each([
    ["02T23:59", "PASS", at("03T00:00")],
    ["03T00:00", "WARN", at("03T02:00")],
    ["03T02:00", "FAIL", undefined],
  ] as const)("at %s it is %s", (now, state, changesAt) => {
    expect(freshness(policy, facts, at(now))).toEqual({ state, changesAt });
  });

  test("an asset that was never materialized fails once a full window has passed", () => {
    const never = { activeSince: at("01T00:00") };
    expect(freshness(policy, never, at("01T12:00"))).toEqual({ state: "UNKNOWN", changesAt: at("02T02:00") });
    expect(freshness(policy, never, at("02T02:00"))).toEqual({ state: "FAIL", changesAt: undefined });
  });
});

describe("by deadline", () => {
  const policy = { deadline: "0 9 * * *", lowerBoundMs: 3 * HOUR, timeZone: "UTC" };
  const state = (now: string, facts: Omit<FreshnessFacts, "activeSince">) =>
    freshness(policy, { activeSince: at("01T00:00"), ...facts }, at(now));

  test("passes if the asset was materialized within the window of the last deadline, or after it", () => {
    const lastMaterializedAt = at("03T06:00");
    expect(state("03T09:00", { lastMaterializedAt })).toEqual({ state: "PASS", changesAt: at("04T09:00") });
    expect(state("04T08:59", { lastMaterializedAt })).toEqual({ state: "PASS", changesAt: at("04T09:00") });
  });

  test("fails from a deadline on until the asset is materialized", () => {
    const lastMaterializedAt = at("03T05:59");
    expect(state("03T08:59", { lastMaterializedAt }).state).toBe("PASS");
    expect(state("03T09:00", { lastMaterializedAt })).toEqual({ state: "FAIL", changesAt: undefined });
    expect(state("03T10:00", { lastMaterializedAt: at("03T09:30") }).state).toBe("PASS");
  });

  test("an asset that was never materialized fails with the first window that began under the policy", () => {
    const since = (activeSince: string, now: string) => freshness(policy, { activeSince: at(activeSince) }, at(now));
    expect(since("03T06:01", "03T09:00")).toEqual({ state: "UNKNOWN", changesAt: at("04T09:00") });
    expect(since("03T06:00", "03T08:59")).toEqual({ state: "UNKNOWN", changesAt: at("03T09:00") });
    expect(since("03T06:00", "03T09:00")).toEqual({ state: "FAIL", changesAt: undefined });
  });

  test("a deadline is on the clock of its zone", () => {
    const london = { ...policy, timeZone: "Europe/London" };
    const facts = { activeSince: 0, lastMaterializedAt: at("28T06:30") };
    expect(freshness(london, facts, at("29T07:59"))).toEqual({ state: "PASS", changesAt: at("29T08:00") });
  });
});

const minutes = (max: number) => fc.integer({ min: 1, max }).map((count) => count * 60_000);
const policies: fc.Arbitrary<FreshnessSpec> = fc.oneof(
  fc.record({ failAfterMs: minutes(3_000), warnAfterMs: fc.option(minutes(3_000), { nil: undefined }) }),
  fc.record({
    deadline: fc.constantFrom("0 9 * * *", "30 2 * * *", "*/20 * * * *", "0 6 * * 1"),
    lowerBoundMs: minutes(1_440),
    timeZone: fc.constantFrom(...ZONES),
  }),
);
const instants = fc.integer({ min: 0, max: 10 * 24 * 60 }).map((count) => at("24T00:00") + count * 60_000);

test("the state stays the same until it is due to change, and changes then", () => {
  const facts = fc.record({ activeSince: instants, lastMaterializedAt: fc.option(instants, { nil: undefined }) });
  fc.assert(
    fc.property(policies, facts, instants, fc.double({ min: 0, max: 1, noNaN: true }), (policy, given, now, share) => {
      const { state, changesAt } = freshness(policy, given, now);
      if (changesAt === undefined) {
        expect(freshness(policy, given, now + share * 40 * 24 * HOUR).state).toBe(state);
        return;
      }
      expect(changesAt).toBeGreaterThan(now);
      const between = now + Math.floor(share * (changesAt - 1 - now));
      expect(freshness(policy, given, between)).toEqual({ state, changesAt });
      expect(freshness(policy, given, changesAt).state).not.toBe(state);
    }),
  );
});

test.each<[FreshnessSpec, string]>([
  [{ failAfterMs: 59_000 }, "failAfter is 59s"],
  [{ failAfterMs: 60_000, warnAfterMs: 60_000 }, "warnAfter must be shorter"],
  [{ failAfterMs: 120_000, warnAfterMs: 1_000 }, "warnAfter is 1s"],
  [{ deadline: "0 9 * * *", lowerBoundMs: 1_000, timeZone: "UTC" }, "lowerBound is 1s"],
  [{ deadline: "0 * * * *", lowerBoundMs: 2 * HOUR, timeZone: "UTC" }, "smallest interval between deadlines (1h)"],
])("rejects %j", (policy, message) => {
  expect(() => checkFreshness(policy)).toThrow(message);
});
