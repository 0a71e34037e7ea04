import { expect, test } from "vitest";
import { inEvenTime } from "./even-time";

test.each([
  ["succeeds", async () => "done", "done"],
  ["fails", async () => Promise.reject(new Error("no")), "no"],
])("takes the minimum time when the work %s", async (_outcome, work, expected) => {
  const start = performance.now();
  const result = await inEvenTime(50, work).catch((error: Error) => error.message);
  expect(result).toBe(expected);
  expect(performance.now() - start).toBeGreaterThanOrEqual(49);
});
