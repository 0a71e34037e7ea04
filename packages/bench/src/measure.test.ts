import { expect, test } from "vitest";
import { percentile, summarize } from "./measure";

test("percentiles are nearest ranks of the sorted samples", () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(summarize(samples)).toEqual({ n: 100, p50: 50, p95: 95, p99: 99 });
});

test("one sample is every percentile, and no samples give NaN", () => {
  expect(summarize([7])).toEqual({ n: 1, p50: 7, p95: 7, p99: 7 });
  expect(percentile([], 0.5)).toBeNaN();
});
