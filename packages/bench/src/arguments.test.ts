import { expect, test } from "vitest";
import { readArguments } from "./arguments";
import { PARTS } from "./parts";

test("without options every part is measured, as a table", () => {
  expect(readArguments([])).toEqual({ parts: new Set(PARTS), json: false, help: false });
});

test("--only chooses parts; one that does not exist is refused before anything is built", () => {
  expect(readArguments(["--only", "cold, steps", "--json"])).toMatchObject({
    parts: new Set(["cold", "steps"]),
    json: true,
  });
  expect(() => readArguments(["--only", "cold,stepz"])).toThrow('not "stepz"');
  expect(() => readArguments(["--only", ""])).toThrow("--only takes some of cold");
});

test("--help asks for the usage; an option that does not exist is refused", () => {
  expect(readArguments(["--help"]).help).toBe(true);
  expect(() => readArguments(["--fast"])).toThrow("--fast");
});
