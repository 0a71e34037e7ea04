import { expect, test } from "vitest";
import { smallestInterval } from "./smallest-interval";

test.each([
  ["* * * * *", 1],
  ["0,50 * * * *", 10],
  ["0 1 * * *", 1_440],
  ["0 1,23 * * *", 120],
  ["0 0 1 * *", 28 * 1_440],
  ["0 12 * * 1,3", 2 * 1_440],
  ["0 0 29 2 *", 1_461 * 1_440],
])("the shortest time between ticks of %s is %i minutes", (cron, minutes) => {
  expect(smallestInterval(cron)).toBe(minutes * 60_000);
});
