import { expect, test } from "vitest";
import { partitionSet } from "./create-partition-set";
import { partitionStatus } from "./status";
import type { StatusRange } from "./statuses";

test("describes status as counts and runs of neighbors; what is in progress shows over what failed or was made", () => {
  const set = partitionSet({ kind: "daily", start: "2026-01-01" }, { now: "2026-01-11" });
  const { counts, segments } = partitionStatus(set, [
    { status: "materialized", from: "2026-01-02", to: "2026-01-06" },
    { status: "failed", from: "2026-01-05", to: "2026-01-07" },
    { status: "inProgress", from: "2026-01-06", to: "2026-01-06" },
    { status: "materialized", from: "2025-01-01", to: "2025-12-31" },
  ]);
  expect(counts).toEqual({ missing: 4, materialized: 3, failed: 2, inProgress: 1 });
  expect(segments.map(({ status, count }) => `${status} ${count}`)).toEqual([
    "missing 1",
    "materialized 3",
    "failed 1",
    "inProgress 1",
    "failed 1",
    "missing 3",
  ]);
  expect(segments[1]).toEqual({ status: "materialized", from: "2026-01-02", to: "2026-01-04", count: 3 });
});

test("recorded keys that the definition has lost are left out", () => {
  const set = partitionSet({ kind: "static", keys: ["a", "b"] }, { now: 0 });
  const { counts } = partitionStatus(set, [
    { status: "materialized", from: "gone", to: "gone" },
    { status: "failed", from: "b", to: "b" },
  ]);
  expect(counts).toMatchObject({ missing: 1, failed: 1, materialized: 0 });
});

test("describes 500,000 partitions as ranges", () => {
  const spec = { kind: "hourly", start: "1969-06-01", timeZone: "America/New_York" } as const;
  const set = partitionSet(spec, { now: "2026-06-15" });
  expect(set.size).toBeGreaterThan(499_000);
  const recorded = Array.from({ length: 1_000 }, (_, index): StatusRange => {
    const from = set.keyAt(index * 400);
    return { status: index % 3 === 0 ? "failed" : "materialized", from, to: set.keyAt(index * 400 + 200) };
  });
  expect(partitionStatus(set, recorded).segments.length).toBe(2_000);
});
