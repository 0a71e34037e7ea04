import { RunPlan } from "@millrace/core/plan";
import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test } from "vitest";
import { ChannelError } from "./channel-error";
import { checkedEvent } from "./event-intake";
import { knownSteps } from "./known-steps";

const plan = RunPlan.parse({ steps: [{ key: "each", kind: "map", definition: "each" }] });
const now = Date.now();
const DAY_MS = 86_400_000;
const log = (some: object): RuntimeEvent => ({ type: "log", at: now, level: "info", message: "x", ...some });

test("moves a time outside the run to the run's bounds", () => {
  const at = (value: number) => checkedEvent(knownSteps(plan), now, log({ at: value })).at;
  expect(at(now + 1_000)).toBe(now + 1_000);
  expect(at(-1)).toBe(now - DAY_MS);
  expect(at(8.9e15) - now).toBeLessThan(DAY_MS + 60_000);
});

test("rejects events of unknown steps and attempts, and learns the items of a map", () => {
  const steps = knownSteps(plan);
  const check = (event: RuntimeEvent) => checkedEvent(steps, now, event);
  expect(() => check(log({ step: "each[0]" }))).toThrow(ChannelError);
  check({ type: "stepsAdded", at: now, step: "each", count: 1, keys: ["each[0]"] });
  expect(check(log({ step: "each[0]", stepAttempt: 1 }))).toMatchObject({ step: "each[0]" });
  expect(() => check(log({ step: "each[0]", stepAttempt: 2 ** 31 }))).toThrow(ChannelError);
});
