import { expect, test } from "vitest";
import { partitionSet } from "./create-partition-set";
import { PartitionTextError } from "./partition-error";
import { rangesOf } from "./ranges";
import { formatPartitions, parsePartitionIntervals, parsePartitions } from "./text";

const letters = partitionSet({ kind: "static", keys: ["a", "b", "c", "d1", "d2", "e"] }, { now: 0 });
const days = partitionSet({ kind: "daily", start: "2022-01-01" }, { now: "2022-03-01" });

test.each([
  ["[a...c], d*", ["a", "b", "c", "d1", "d2"]],
  ["a...c, d*", ["a", "b", "c", "d1", "d2"]],
  ["e, b ,b, [a...b]", ["a", "b", "e"]],
  ["*2", ["d2"]],
  ["*", ["a", "b", "c", "d1", "d2", "e"]],
  ["x*", []],
  ["", []],
  ["[ b ... c ],", ["b", "c"]],
])("%j chooses %j", (text, keys) => {
  expect(parsePartitions(text, letters)).toEqual(keys);
});

test.each([
  ["zz", 'Partition not found: "zz"', 0],
  ["a,  zz , b", '"zz"', 4],
  ["[a...zz]", '"zz"', 5],
  ["a, zz, [yy...b], xx, zz", 'Partition not found: "zz", "yy" or "xx".', 3],
  ["a, [ yy ... b ]", '"yy"', 5],
  ["a, [b ...  zz]", '"zz"', 11],
  ["b, [c...a]", "ends before it begins", 3],
  ["[a..c]", "with three dots", 0],
  ["a, [b...c] d1", "with three dots", 3],
])("%j is refused: %s, at %d", (text, message, position) => {
  expect(() => parsePartitions(text, letters)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message), position }),
  );
});

test("what is chosen reads back from its own text", () => {
  const chosen = parsePartitionIntervals("2022-01-01, [2022-02-03...2022-02-10], 2022-01-2*", days);
  const text = formatPartitions(days, chosen);
  expect(text).toBe("2022-01-01, [2022-01-20...2022-01-29], [2022-02-03...2022-02-10]");
  expect(parsePartitionIntervals(text, days)).toEqual(chosen);
});

test("with several dimensions a range is one in each, and stored ranges do not grow with a dimension", () => {
  const spec = {
    kind: "multi",
    dimensions: { day: { kind: "daily", start: "2022-01-01" }, shop: { kind: "dynamic", name: "shops" } },
  } as const;
  const grid = partitionSet(spec, { now: "2022-01-04", dynamicKeys: { shops: ["x", "y", "z"] } });
  const chosen = parsePartitionIntervals("[2022-01-01|y...2022-01-02|z]", grid);
  expect(rangesOf(grid, chosen)).toEqual([
    { from: "2022-01-01|y", to: "2022-01-01|z" },
    { from: "2022-01-02|y", to: "2022-01-02|z" },
  ]);
});

test.each([
  ["spaces where an end of a range belongs", `[${" ".repeat(90_000)}x`],
  ["spaces within a range that does not end", `[a${" ".repeat(90_000)}b`],
  ["dots without end", `[${"...".repeat(30_000)}`],
  ["dots within brackets", `[${"... ".repeat(20_000)}]`],
])("a hostile text is refused without holding up who reads it: %s", (_, text) => {
  expect(() => parsePartitions(text, letters)).toThrow(PartitionTextError);
});

test("patterns that would be held against too many keys are refused, all keys are not", () => {
  const hours = partitionSet({ kind: "hourly", start: "2000-01-01" }, { now: "2026-01-01" });
  const patterns = Array.from({ length: 20_000 }, (_, index) => `*${index}*`).join(",");
  expect(() => parsePartitionIntervals(patterns, hours)).toThrow(
    expect.objectContaining({ code: "too_many_patterns", message: expect.stringContaining("[first...last]") }),
  );
  expect(parsePartitionIntervals("*", hours)).toEqual([[0, hours.size - 1]]);
});
