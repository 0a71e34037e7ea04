import { expect, test } from "vitest";
import { checkCondition } from "./check-condition";
import type { ConditionSpec } from "./condition";
import { expandCondition } from "./expand";

const check = (spec: ConditionSpec): void => checkCondition(expandCondition(spec));

test.each<ConditionSpec>([
  { op: "eager" },
  { op: "onCron", cron: "0 9 * * *", timeZone: "Europe/London" },
  { op: "anyDeps", of: { op: "missing" }, allow: "group:gold" },
  { op: "allDepsBlockingChecksPassed" },
])("accepts %j", (spec) => {
  expect(() => check(spec)).not.toThrow();
});

test.each<[ConditionSpec, string]>([
  [{ op: "onCron", cron: "0 0 30 2 *" }, "never runs"],
  [{ op: "cronTickPassed", cron: "0 0 * * *", timeZone: "Mars/Olympus" }, 'Unknown time zone "Mars/Olympus"'],
  [{ op: "anyDeps", of: { op: "missing" }, ignore: "*+" }, "already selects everything"],
  [{ op: "checkFailed" }, "within anyChecks or allChecks"],
  [{ op: "and", of: Array.from({ length: 500 }, (): ConditionSpec => ({ op: "missing" })) }, "more than 500 parts"],
])("rejects %j", (spec, message) => {
  expect(() => check(spec)).toThrow(message);
});
