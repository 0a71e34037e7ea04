import { expect, test } from "vitest";
import { readArguments } from "./arguments";

test("chooses every scenario and a random seed without options", () => {
  expect(readArguments([])).toMatchObject({ fast: false, only: [], repeat: 1, report: undefined });
  expect(readArguments([]).seed).not.toBe(readArguments([]).seed);
});

test("reads names, seed, and repetitions", () => {
  expect(readArguments(["--fast", "--only", "redis, web", "--seed", "7", "--repeat", "3"])).toMatchObject({
    fast: true,
    only: ["redis", "web"],
    seed: 7,
    repeat: 3,
  });
});

test("rejects an unknown option and a seed that isn't a number", () => {
  expect(() => readArguments(["--slow"])).toThrow("--slow");
  expect(() => readArguments(["--seed", "x"])).toThrow('--seed must be a whole number from 0 to 2147483647, not "x".');
});
