import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partitionSet } from "./create-partition-set";
import { mapPartitions } from "./mapping";
import { type PartitionSet, partitionKeys } from "./partition-set";
import type { PartitionMapping, PartitionsSpec } from "./spec";

const now = "2026-03-01";
const set = (spec: PartitionsSpec): PartitionSet => partitionSet(spec, { now });
const list = (...keys: string[]): PartitionSet => set({ kind: "static", keys });
const daily = set({ kind: "daily", start: "2026-01-01" });
const weekly = set({ kind: "weekly", start: "2026-01-01" });
const hourly = set({ kind: "hourly", start: "2026-01-01" });

function upstream(downstream: PartitionSet, up: PartitionSet, keys: string[], mapping?: PartitionMapping): string[] {
  return mapPartitions({ downstream, upstream: up, mapping }, keys, "upstream");
}
function downstream(down: PartitionSet, up: PartitionSet, keys: string[], mapping?: PartitionMapping): string[] {
  return mapPartitions({ downstream: down, upstream: up, mapping }, keys, "downstream");
}

describe("without a mapping", () => {
  test("the same definition maps one to one", () => {
    expect(upstream(list("a", "b"), list("a", "b"), ["b"])).toEqual(["b"]);
    expect(upstream(daily, daily, ["2026-01-05", "2026-01-03"])).toEqual(["2026-01-03", "2026-01-05"]);
  });

  test("time windows map to all that intersect", () => {
    expect(upstream(weekly, daily, ["2026-01-04"])).toHaveLength(7);
    expect(downstream(weekly, daily, ["2026-01-10", "2026-01-11"])).toEqual(["2026-01-04", "2026-01-11"]);
    expect(upstream(daily, hourly, ["2026-01-02"])).toHaveLength(24);
    expect(downstream(daily, hourly, ["2026-01-02-23:00"])).toEqual(["2026-01-02"]);
  });

  test("windows of different zones meet in time", () => {
    const tokyo = set({ kind: "daily", start: "2026-01-01", timeZone: "Asia/Tokyo" });
    expect(upstream(daily, tokyo, ["2026-01-05"])).toEqual(["2026-01-05", "2026-01-06"]);
  });

  test("anything else maps to all", () => {
    expect(upstream(list("a", "b"), list("x", "y"), ["a"])).toEqual(["x", "y"]);
    expect(upstream(list("a", "b"), list("x", "y"), [])).toEqual([]);
  });
});

describe("a time-window mapping with offsets", () => {
  const shifted = (startOffset: number, endOffset: number) => ({ kind: "timeWindow", startOffset, endOffset }) as const;

  test("moves both ends by whole upstream partitions and keeps what exists", () => {
    expect(upstream(daily, daily, ["2026-01-05"], shifted(-2, 0))).toEqual(["2026-01-03", "2026-01-04", "2026-01-05"]);
    expect(upstream(daily, daily, ["2026-01-01"], shifted(-1, -1))).toEqual([]);
    expect(upstream(weekly, daily, ["2026-01-11"], shifted(-1, 0))[0]).toBe("2026-01-10");
    expect(upstream(weekly, daily, ["2026-01-11"], shifted(1, 0))).toHaveLength(6);
    expect(upstream(daily, daily, ["2026-01-05", "2026-01-06"], shifted(1, 0))).toEqual([]);
  });

  test("a partition is upstream of exactly those that need it", () => {
    const sets = [daily, weekly, set({ kind: "daily", start: "2026-01-08", hourOffset: 6, timeZone: "Europe/Berlin" })];
    const offset = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(
        fc.constantFrom(...sets),
        fc.constantFrom(...sets),
        offset,
        offset,
        fc.nat(),
        (down, up, a, b, pick) => {
          const key = up.keyAt(pick % up.size);
          const needing = [...partitionKeys(down)].filter((it) =>
            upstream(down, up, [it], shifted(a, b)).includes(key),
          );
          expect(downstream(down, up, [key], shifted(a, b))).toEqual(needing);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe("other mappings", () => {
  test("last takes the newest upstream partitions", () => {
    expect(upstream(list("a"), daily, ["a"], { kind: "last", count: 2 })).toEqual(["2026-02-27", "2026-02-28"]);
    expect(downstream(list("a"), daily, ["2026-02-28"], { kind: "last", count: 1 })).toEqual(["a"]);
    expect(downstream(list("a"), daily, ["2026-02-27"], { kind: "last", count: 1 })).toEqual([]);
  });

  test("specific takes the named ones and refuses names that are none", () => {
    const mapping = { kind: "specific", keys: ["y"] } as const;
    expect(upstream(list("a"), list("x", "y"), ["a"], { ...mapping, keys: ["y"] })).toEqual(["y"]);
    expect(() => upstream(list("a"), list("x"), ["a"], { kind: "specific", keys: ["z"] })).toThrow('"z"');
  });

  test("a static map is read in both directions", () => {
    const mapping: PartitionMapping = { kind: "static", map: { x: ["a", "b"], y: ["b"] } };
    expect(upstream(list("a", "b"), list("x", "y"), ["b"], mapping)).toEqual(["x", "y"]);
    expect(downstream(list("a", "b"), list("x", "y"), ["x"], mapping)).toEqual(["a", "b"]);
  });

  test("a dimension joins the other side, and the other dimensions are free", () => {
    const day = { kind: "daily", start: "2026-02-27" } as const;
    const grid = set({ kind: "multi", dimensions: { day, region: { kind: "static", keys: ["us", "eu"] } } });
    const days = set(day);
    const mapping: PartitionMapping = { kind: "dimension", dimension: "day" };
    expect(upstream(grid, days, ["2026-02-28|eu"], mapping)).toEqual(["2026-02-28"]);
    expect(downstream(grid, days, ["2026-02-28"], mapping)).toEqual(["2026-02-28|us", "2026-02-28|eu"]);
    expect(upstream(days, grid, ["2026-02-27"], mapping)).toEqual(["2026-02-27|us", "2026-02-27|eu"]);
    expect(upstream(grid, grid, ["2026-02-27|eu"], { kind: "dimension", dimension: "region" })).toEqual([
      "2026-02-27|eu",
      "2026-02-28|eu",
    ]);
    expect(() => upstream(grid, days, [], { kind: "dimension", dimension: "city" })).toThrow("day, region");
  });
});

test("a key that cannot be a partition is an error that names it", () => {
  expect(() => upstream(list("a"), list("x"), ["b"])).toThrow('Partition not found: "b"');
  expect(() => upstream(daily, hourly, ["monday"])).toThrow('"monday"');
});
