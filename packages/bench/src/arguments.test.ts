import { expect, test } from "vitest";
import { readArguments } from "./arguments";
import { PARTS } from "./parts";

test("without options, measures every part and prints a table", () => {
  expect(readArguments([])).toEqual({ parts: new Set(PARTS), soakMinutes: 10, json: false, help: false });
});

test("--only selects parts, and rejects an unknown one before anything is built", () => {
  expect(readArguments(["--only", "cold, steps", "--json"])).toMatchObject({
    parts: new Set(["cold", "steps"]),
    json: true,
  });
  expect(() => readArguments(["--only", "cold,stepz"])).toThrow('Unknown part "stepz".');
  expect(() => readArguments(["--only", ""])).toThrow("Available: cold, warm");
});

test("--minutes shortens the soak", () => {
  expect(readArguments(["--only", "soak", "--minutes", "3"]).soakMinutes).toBe(3);
  expect(() => readArguments(["--minutes", "none"])).toThrow("--minutes must be a positive number");
});

test("--help shows the usage, and an unknown option is rejected", () => {
  expect(readArguments(["--help"]).help).toBe(true);
  expect(() => readArguments(["--fast"])).toThrow("--fast");
});
