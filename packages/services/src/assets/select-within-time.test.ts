import { expect, test } from "vitest";
import { selectWithinTime } from "./select-within-time";

const assets = Array.from({ length: 100_000 }, (_, index) => ({ key: `a${index}` }));

test("a selection picks what it names", () => {
  expect(selectWithinTime("key:a7 or key:a99", assets)).toEqual(["a7", "a99"]);
});

test("a selection that no one could wait for is refused, and other requests are served", () => {
  const endless = Array(1_000).fill("sinks(*)").join(" or ");
  expect(() => selectWithinTime(endless, assets)).toThrow(expect.objectContaining({ code: "selection_too_slow" }));
});
