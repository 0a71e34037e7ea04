import fc from "fast-check";
import { expect, test } from "vitest";
import { partitionSet } from "./create-partition-set";
import { recordStatus, type StatusChange } from "./record-status";
import { partitionStatus } from "./status";
import { statusMatrix } from "./status-matrix";
import type { StatusRange } from "./statuses";
import { PARTITION_STATUSES } from "./statuses";

const days = partitionSet({ kind: "daily", start: "2026-01-01" }, { now: "2026-02-10T00:00" });

test("a partition has the status that was recorded last, whatever was recorded before", () => {
  const change = fc.record({
    partition: fc.nat({ max: days.size - 1 }).map((index) => days.keyAt(index)),
    status: fc.constantFrom(...PARTITION_STATUSES),
  });
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(change, { selector: (it) => it.partition })), (batches: StatusChange[][]) => {
      const newest = new Map(batches.flat().map((it) => [it.partition, it.status]));
      const recorded = batches.reduce<StatusRange[]>((ranges, batch) => recordStatus(days, ranges, batch), []);
      const { counts, segments } = partitionStatus(days, recorded);
      for (const status of PARTITION_STATUSES.filter((it) => it !== "missing")) {
        expect(counts[status]).toBe([...newest.values()].filter((it) => it === status).length);
      }
      expect(segments.reduce((total, segment) => total + segment.count, 0)).toBe(days.size);
    }),
  );
});

test("half a million filled partitions are one range, and one more changes one range", () => {
  const hours = partitionSet({ kind: "hourly", start: "1969-01-01" }, { now: "2026-02-10T00:00" });
  expect(hours.size).toBeGreaterThan(500_000);
  const filled: StatusRange = { from: hours.keyAt(0), to: hours.keyAt(hours.size - 1), status: "materialized" };
  const ranges = recordStatus(hours, [filled], [{ partition: hours.keyAt(5), status: "failed" }]);
  expect(ranges).toHaveLength(3);
  expect(partitionStatus(hours, ranges).counts).toMatchObject({ failed: 1, missing: 0 });
});

test("of several dimensions, ranges run along the longest one, and hold the newest status of every combination", () => {
  const set = partitionSet(
    {
      kind: "multi",
      dimensions: {
        hour: { kind: "hourly", start: "2026-01-01" },
        region: { kind: "static", keys: ["eu", "us", "asia"] },
      },
    },
    { now: "2026-01-03T00:00" },
  );
  const change = fc.record({
    partition: fc.nat({ max: set.size - 1 }).map((index) => set.keyAt(index)),
    status: fc.constantFrom(...PARTITION_STATUSES),
  });
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(change, { selector: (it) => it.partition })), (batches: StatusChange[][]) => {
      const newest = new Map(batches.flat().map((it) => [it.partition, it.status]));
      const recorded = batches.reduce<StatusRange[]>((ranges, batch) => recordStatus(set, ranges, batch), []);
      const matrix = statusMatrix(set, recorded, { rows: "region", columns: "hour", fixed: {} }, { from: 0, count: 9 });
      const hours = set.dimensions?.[0]?.set;
      for (const { key, segments } of matrix) {
        for (const { status, first, last } of segments) {
          for (let at = first; at <= last; at += 1)
            expect(newest.get(`${hours?.keyAt(at)}|${key}`) ?? "missing").toBe(status);
        }
      }
      for (const { from, to } of recorded) expect(from.split("|")[1]).toBe(to.split("|")[1]);
    }),
  );
  const everything = Array.from({ length: set.size }, (_, index): StatusChange => {
    return { partition: set.keyAt(index), status: "materialized" };
  });
  expect(recordStatus(set, [], everything)).toHaveLength(3);
});
