import { describe, expect, it } from "vitest";
import { Manifest, type PartitionMapping, type PartitionsSpec } from "../manifest/manifest";
import { missingPartitions, unplannedPartitions } from "./missing-partitions";

const days: PartitionsSpec = { kind: "daily", start: "2026-01-01" };
const now = Date.parse("2026-02-01T00:00Z");

/** What a run of `a` and `b` for some partitions reads beyond them. */
function unplanned(
  partitionKeys: readonly string[],
  sides: { a: PartitionsSpec; b?: PartitionsSpec; mapping?: PartitionMapping; view?: string },
) {
  const { a, b = a, view = "allPartitions", mapping } = sides;
  const manifest = Manifest.parse({
    protocol: 1,
    sdkVersion: "0",
    assets: [
      { key: "a", partitions: a },
      { key: "b", partitions: b, deps: [{ input: "days", asset: "a", view, ...(mapping ? { mapping } : {}) }] },
    ],
  });
  return unplannedPartitions(manifest, ["a", "b"], { partitionKeys, now }).map(({ keys }) => keys);
}

describe("the upstream partitions that a run reads and doesn't materialize", () => {
  const around: PartitionMapping = { kind: "timeWindow", startOffset: -1, endOffset: 1 };

  it("are those of the offsets of its mapping, if they exist", () => {
    expect(unplanned(["2026-01-10"], { a: days, mapping: around })).toEqual([["2026-01-09", "2026-01-11"]]);
    expect(unplanned(["2026-01-01"], { a: days, mapping: around })).toEqual([["2026-01-02"]]);
    expect(unplanned(["2026-01-09", "2026-01-10"], { a: days, mapping: around })).toEqual([
      ["2026-01-08", "2026-01-11"],
    ]);
    expect(unplanned(["2026-01-01", "2026-01-02"], { a: days, mapping: { ...around, endOffset: 0 } })).toEqual([]);
  });

  it("are the other windows within its own where a key names one of each", () => {
    const weeks: PartitionsSpec = { kind: "weekly", start: "2026-01-01" };
    const mapping: PartitionMapping = { kind: "timeWindow", startOffset: 0, endOffset: 0 };
    const [keys] = unplanned(["2026-01-04"], { a: days, b: weeks, mapping });
    expect(keys).toEqual(["05", "06", "07", "08", "09", "10"].map((day) => `2026-01-${day}`));
  });

  it.each<[PartitionMapping, string[][]]>([
    [{ kind: "identity" }, []],
    [{ kind: "all" }, [["y", "z"]]],
    [{ kind: "last", count: 1 }, [["z"]]],
    [{ kind: "specific", keys: ["y"] }, [["y"]]],
    [{ kind: "static", map: { x: ["x"], y: ["x"] } }, [["y"]]],
  ])("follow %o", (mapping, keys) => {
    expect(unplanned(["x"], { a: { kind: "static", keys: ["x", "y", "z"] }, mapping })).toEqual(keys);
  });

  it("are none for what reads whichever partitions have a value", () => {
    expect(unplanned(["2026-01-10"], { a: days })).toEqual([]);
    expect(unplanned(["2026-01-10"], { a: days, view: "lastPartitions" })).toEqual([]);
    expect(unplanned(["2026-01-10"], { a: days, view: "value" })).toEqual([]);
  });

  it("are named by the error", () => {
    const keys = ["2026-01-09", "2026-01-11"];
    expect(missingPartitions({ asset: "b", input: "days", upstream: "a", keys }).message).toBe(
      'Asset "b" (deps.days) also reads partitions "2026-01-09" and "2026-01-11" of "a", which have no stored value and aren\'t part of this run. Materialize them first.',
    );
  });
});
