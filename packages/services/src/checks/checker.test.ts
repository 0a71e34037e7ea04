import type { ConfigSchema } from "@millrace/core/config";
import { afterAll, expect, test } from "vitest";
import { createChecker } from "./checker";

const clock = { now: 0 };
const checker = createChecker({ now: () => clock.now });
afterAll(() => checker.close());

const target = (schema: ConfigSchema) => ({
  job: { name: "j", isGraph: true, input: schema as Record<string, unknown> },
  assets: [],
});
/** Takes exponential time on a long text. */
const ENDLESS = target({ type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } });
const HOSTILE = { target: ENDLESS, config: { a: `${"a".repeat(40)}!` } };
const PLAIN = { target: target({ type: "object", properties: { n: { type: "number" } } }), config: { n: "x" } };

test("returns the same problems as a check in the process", async () => {
  const problems = await checker.run("runConfig", PLAIN, { orgId: "a", versionId: "plain", timeoutMs: 10_000 });
  expect(problems).toEqual([{ pointer: "/config/n", code: "invalid_type", detail: 'must be a number, not "x"' }]);
});

test("ends a check that exceeds its time without blocking the process", async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 10);
  const result = await checker.run("runConfig", HOSTILE, { orgId: "a", versionId: "slow", timeoutMs: 500 });
  clearInterval(timer);
  expect(result).toBeUndefined();
  expect(ticks).toBeGreaterThan(10);
});

test("delays another organization by at most one slow check", async () => {
  const order: string[] = [];
  const slow = [1, 2, 3].map((number) =>
    checker
      .run("runConfig", HOSTILE, { orgId: "a", versionId: `slow-${number}`, timeoutMs: 300 })
      .then(() => order.push(`a${number}`)),
  );
  const neighbor = checker
    .run("runConfig", PLAIN, { orgId: "b", versionId: "plain", timeoutMs: 10_000 })
    .then(() => order.push("b"));
  await Promise.all([...slow, neighbor]);
  expect(order).toEqual(["a1", "b", "a2", "a3"]);
});

test("suspends a version for a minute after two time-outs", async () => {
  const options = { orgId: "a", versionId: "twice", timeoutMs: 100 };
  await checker.run("runConfig", HOSTILE, options);
  await checker.run("runConfig", HOSTILE, options);
  await expect(checker.run("runConfig", HOSTILE, options)).rejects.toMatchObject({ code: "checks_suspended" });
  clock.now += 60_000;
  expect(await checker.run("runConfig", PLAIN, { ...options, timeoutMs: 10_000 })).toHaveLength(1);
});

test("rejects a check when the organization has too many waiting, and others still get their turn", async () => {
  const options = (number: number) => ({ orgId: "crowd", versionId: `crowd-${number}`, timeoutMs: 10_000 });
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, (_, number) => checker.run("runConfig", PLAIN, options(number))),
  );
  const rejected = results.filter((result) => result.status === "rejected");
  expect(rejected).toHaveLength(9);
  expect(rejected[0]).toMatchObject({ reason: { code: "checks_busy" } });
});
