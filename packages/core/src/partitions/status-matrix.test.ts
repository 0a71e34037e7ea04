import { expect, test } from "vitest";
import { partitionSet } from "./create-partition-set";
import { statusMatrix } from "./status-matrix";
import type { StatusRange } from "./statuses";

const set = partitionSet(
  {
    kind: "multi",
    dimensions: {
      customer: { kind: "dynamic", name: "customers" },
      day: { kind: "daily", start: "2026-01-01" },
      region: { kind: "static", keys: ["eu", "us"] },
    },
  },
  { now: "2026-01-11", dynamicKeys: { customers: ["acme", "globex"] } },
);

test("a matrix shows two dimensions for one key of every other; columns are returned as runs", () => {
  const recorded: StatusRange[] = [
    { status: "materialized", from: "acme|2026-01-01|eu", to: "acme|2026-01-05|eu" },
    { status: "failed", from: "acme|2026-01-05|eu", to: "acme|2026-01-05|eu" },
    { status: "materialized", from: "globex|2026-01-01|us", to: "globex|2026-01-10|us" },
    { status: "materialized", from: "gone|2026-01-01|eu", to: "gone|2026-01-05|eu" },
  ];
  const axes = { rows: "customer", columns: "day", fixed: { region: "eu" } };
  expect(statusMatrix(set, recorded, axes, { from: 0, count: 50 })).toEqual([
    {
      key: "acme",
      counts: { missing: 5, materialized: 4, failed: 1, inProgress: 0 },
      segments: [
        { status: "materialized", first: 0, last: 3 },
        { status: "failed", first: 4, last: 4 },
        { status: "missing", first: 5, last: 9 },
      ],
    },
    {
      key: "globex",
      counts: { missing: 10, materialized: 0, failed: 0, inProgress: 0 },
      segments: [{ status: "missing", first: 0, last: 9 }],
    },
  ]);
  expect(statusMatrix(set, recorded, axes, { from: 1, count: 1 }).map((row) => row.key)).toEqual(["globex"]);
});

test("requires two dimensions and a key of every other dimension", () => {
  const all = { from: 0, count: 1 };
  expect(() => statusMatrix(set, [], { rows: "day", columns: "day", fixed: {} }, all)).toThrow(
    /two different dimensions/,
  );
  expect(() => statusMatrix(set, [], { rows: "day", columns: "color", fixed: {} }, all)).toThrow(
    /No dimension named "color"/,
  );
  const unknown = { rows: "day", columns: "customer", fixed: { region: "mars" } };
  expect(() => statusMatrix(set, [], unknown, all)).toThrow(/Partition not found: "mars"/);
});
