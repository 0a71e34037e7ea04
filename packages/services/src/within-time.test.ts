import { expect, test } from "vitest";
import { withinTime } from "./within-time";

test("work that ends in time gives its value, and its error when it throws", () => {
  expect(withinTime(1_000, () => [1])).toEqual({ value: [1] });
  expect(() =>
    withinTime(1_000, () => {
      throw new TypeError("no");
    }),
  ).toThrow(TypeError);
});

test("a loop and a regular expression that would never end are stopped", () => {
  expect(
    withinTime(10, () => {
      for (;;);
    }),
  ).toBeUndefined();
  expect(withinTime(10, () => /^(a+)+$/.test(`${"a".repeat(60)}!`))).toBeUndefined();
  expect(withinTime(1_000, () => "still works")).toEqual({ value: "still works" });
});
