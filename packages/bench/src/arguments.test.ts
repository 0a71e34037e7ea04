import { expect, test } from "vitest";
import { readArguments } from "./arguments";
import { PARTS } from "./parts";

test("without options, measures every part and prints a table", () => {
  expect(readArguments([])).toEqual({ parts: new Set(PARTS), json: false, help: false });
});

test("--only selects parts, and rejects an unknown one before anything is built", () => {
  expect(readArguments(["--only", "cold, steps", "--json"])).toMatchObject({
    parts: new Set(["cold", "steps"]),
    json: true,
  });
  expect(() => readArguments(["--only", "cold,stepz"])).toThrow('Unknown part "stepz".');
  expect(() => readArguments(["--only", ""])).toThrow("Available: cold, warm");
});

test("--help shows the usage, and an unknown option is rejected", () => {
  expect(readArguments(["--help"]).help).toBe(true);
  expect(() => readArguments(["--fast"])).toThrow("--fast");
});
