import { expect, test } from "vitest";
import { seededRandom } from "./random";

const draw = (seed: number, name: string) => {
  const random = seededRandom(seed, name);
  return Array.from({ length: 50 }, () => random.int(1, 1_000));
};

test("repeats the same numbers for the same seed and scenario, and others for another", () => {
  expect(draw(1, "a")).toEqual(draw(1, "a"));
  expect(draw(1, "a")).not.toEqual(draw(2, "a"));
  expect(draw(1, "a")).not.toEqual(draw(1, "b"));
});

test("reaches both ends of a range and every item of a list", () => {
  const random = seededRandom(7, "ends");
  const numbers = new Set(Array.from({ length: 200 }, () => random.int(3, 5)));
  expect([...numbers].sort()).toEqual([3, 4, 5]);
  expect(new Set(Array.from({ length: 100 }, () => random.pick(["a", "b"]))).size).toBe(2);
});
