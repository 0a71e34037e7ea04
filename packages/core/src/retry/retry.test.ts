import fc from "fast-check";
import { expect, test } from "vitest";
import { exactDuration, formatDuration, parseDuration } from "./duration";
import { checkRetryPolicy, type DelayPolicy, retryDelay } from "./retry-delay";

test.each<[DelayPolicy, number, number, number]>([
  [{}, 1, 0.5, 0],
  [{ delay: 10 }, 4, 0.5, 10],
  [{ delay: 2, backoff: "linear" }, 3, 0.5, 6],
  [{ delay: 1, backoff: "exponential" }, 1, 0.5, 1],
  [{ delay: 1, backoff: "exponential" }, 4, 0.5, 15],
  [{ delay: 4, jitter: "full" }, 1, 0.25, 1],
  [{ delay: 1, backoff: "exponential", jitter: "full" }, 3, 1, 7],
  [{ delay: 1, backoff: "exponential", jitter: "plus-minus" }, 3, 0.5, 7],
  [{ delay: 2, backoff: "linear", jitter: "plus-minus" }, 3, 0, 4],
  [{ delay: 2, jitter: "plus-minus" }, 1, 1, 4],
])("%j before retry %d, drawing %d: %d", (policy, attempt, random, expected) => {
  expect(retryDelay(policy, attempt, random)).toBe(expected);
});

test("a delay is never negative, and jitter stays within its bounds", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1_000, noNaN: true }),
      fc.constantFrom(undefined, "linear" as const, "exponential" as const),
      fc.integer({ min: 1, max: 10 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (delay, backoff, attempt, random) => {
        const base = retryDelay({ delay, backoff }, attempt, random);
        const full = retryDelay({ delay, backoff, jitter: "full" }, attempt, random);
        const around = retryDelay({ delay, backoff, jitter: "plus-minus" }, attempt, random);
        expect(full >= 0 && full <= base).toBe(true);
        expect(around >= 0 && Math.abs(around - base) <= delay + 1e-9 * (1 + base)).toBe(true);
      },
    ),
  );
});

test.each([
  [{ max: 3, jitter: "full" }, "A retry with jitter needs a delay"],
  [{ max: 3, backoff: "linear" }, "A retry with backoff needs a delay"],
  [{ max: -1 }, "max must be a whole number"],
  [{ max: 1, delayMs: Number.NaN }, "delay must be 0 or greater"],
] as const)("rejects the policy %j", (policy, message) => {
  expect(() => checkRetryPolicy(policy)).toThrow(message);
});

test.each([
  ["30s", 30_000],
  ["250ms", 250],
  ["1.5h", 5_400_000],
  ["1h 30m", 5_400_000],
  ["2d", 172_800_000],
  [2, 2_000],
])("%j lasts %d ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(["", "30", "s", "-5s", "5 parsecs", "1h-", Number.NaN])("rejects %j as a duration", (text) => {
  expect(() => parseDuration(text)).toThrow("isn't a valid duration");
});

test.each([
  [250, "250ms"],
  [45_000, "45s"],
  [5_400_000, "1h 30m"],
  [90_061_000, "1d 1h"],
])("%d ms read as %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

test("formats a duration that a person wrote exactly, and reads it back", () => {
  expect([1_500, 2_000, 5_400_000, 0].map(exactDuration)).toEqual(["1s 500ms", "2s", "1h 30m", "0ms"]);
  fc.assert(fc.property(fc.nat(), (ms) => parseDuration(exactDuration(ms)) === ms));
});
