import { expect, test } from "vitest";
import { failedParts, subjectsOfRun } from "./failed-parts";
import { errorFingerprint } from "./fingerprint";

test("what failed are the failed steps, else everything unfinished that the run targeted", () => {
  const step = (key: string, status: string) => ({ key, status });
  expect(failedParts([step("a", "SUCCESS"), step("b", "FAILURE"), step("c", "SKIPPED")]).map((it) => it.key)).toEqual([
    "b",
  ]);
  expect(failedParts([step("a", "SUCCESS"), step("b", "SKIPPED")]).map((it) => it.key)).toEqual(["b"]);
});

test("an ad hoc run is about its assets, never about a job that does not exist", () => {
  expect(subjectsOfRun({ job: null, assetKeys: ["a", "b"] })).toEqual([
    { kind: "asset", name: "a" },
    { kind: "asset", name: "b" },
  ]);
  expect(subjectsOfRun({ job: "nightly", assetKeys: ["a"] })).toEqual([{ kind: "job", name: "nightly" }]);
});

test("a fingerprint survives numbers, ids and quoted values, and changes with the error", () => {
  const of = (message: string) => errorFingerprint({ name: "Error", message });
  expect(of("row 17 of 'orders' is bad at 2026-01-02")).toBe(of("row 9123 of 'refunds' is bad at 2026-11-30"));
  expect(of("connection refused")).not.toBe(of("disk is full"));
  expect(errorFingerprint({ name: "A", message: "x" })).not.toBe(errorFingerprint({ name: "B", message: "x" }));
});
