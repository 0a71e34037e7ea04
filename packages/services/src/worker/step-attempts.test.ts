import type { PlanStep } from "@millrace/core/plan";
import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test } from "vitest";
import { knownSteps } from "./known-steps";
import { stepAttempts } from "./step-attempts";

const step = (key: string, rest: Partial<PlanStep> = {}) => ({ key, kind: "asset", ...rest }) as PlanStep;
const started = (key: string, stepAttempt = 1): RuntimeEvent => ({
  type: "stepStarted",
  at: 1,
  step: key,
  stepAttempt,
});
const error = { name: "ProcessEnded", code: "PROCESS_ENDED", message: "gone" };
const timeout = { name: "StepError", code: "STEP_TIMEOUT", message: "late" };

function attemptsOf(...plan: PlanStep[]) {
  const steps = knownSteps({ steps: plan });
  return { steps, attempts: stepAttempts(steps, () => 0.5) };
}

test("attempts in progress are retried by their policy or fail, and those that ended are left alone", () => {
  const retry = { max: 1, delayMs: 2_000 };
  const { attempts } = attemptsOf(step("a", { retry }), step("b"), step("c", { retry }), step("d"));
  for (const key of ["a", "b", "d"]) attempts.see(started(key));
  attempts.see(started("c", 2));
  attempts.see({ type: "stepSucceeded", at: 2, step: "d", stepAttempt: 1 });

  expect(attempts.endAll({ error, mayRetry: true })).toMatchObject([
    { type: "stepRetrying", step: "a", stepAttempt: 1, error, delayMs: 2_000 },
    { type: "stepFailed", step: "b", stepAttempt: 1, error, reason: "STEP_FAILURE" },
    { type: "stepFailed", step: "c", stepAttempt: 2, error, reason: "STEP_FAILURE" },
  ]);
  expect([...attempts.waiting]).toMatchObject([["a", { next: 2 }]]);
  expect(attempts.endAll({ error, mayRetry: true })).toEqual([]);
});

test("the attempt that exceeded its timeout says so, the ones beside it that their process ended", () => {
  const { attempts } = attemptsOf(step("late"), step("beside"));
  attempts.see(started("late"));
  attempts.see(started("beside"));
  const overrun = { reason: "STEP_TIMEOUT", error: timeout, attempt: { step: "late", stepAttempt: 1 } } as const;
  expect(attempts.endAll({ error, overrun, mayRetry: true })).toMatchObject([
    { step: "late", error: timeout, reason: "STEP_TIMEOUT" },
    { step: "beside", error, reason: "STEP_FAILURE" },
  ]);
});

test("nothing is retried after a process that broke the protocol", () => {
  const { attempts } = attemptsOf(step("a", { retry: { max: 3 } }));
  attempts.see(started("a"));
  expect(attempts.endAll({ error, mayRetry: false })).toMatchObject([{ type: "stepFailed" }]);
  expect(attempts.waiting.size).toBe(0);
});

test("a map is retried by item", () => {
  const { steps, attempts } = attemptsOf(step("m", { kind: "map", retry: { max: 1 } }));
  attempts.see(started("m"));
  steps.add("m", ["m[0]", "m[1]"]);
  attempts.see(started("m[1]"));
  expect(attempts.endAll({ error, mayRetry: true })).toMatchObject([
    { type: "stepRetrying", step: "m[1]", delayMs: 0 },
  ]);
});

test("a process that ends before it has attempted anything gets no successor", () => {
  const { attempts } = attemptsOf(step("a", { retry: { max: 2, delayMs: 0 } }));
  attempts.see(started("a"));
  attempts.endAll({ error, mayRetry: true });

  expect(attempts.continue()).toBe(true);
  expect(attempts.continue()).toBe(false);
  attempts.see(started("a", 2));
  attempts.endAll({ error, mayRetry: true });
  expect(attempts.continue()).toBe(true);
});

test("a retry that the step's policy doesn't allow is not waited for", () => {
  const { attempts } = attemptsOf(step("a"));
  attempts.see(started("a"));
  attempts.see({ type: "stepRetrying", at: 2, step: "a", stepAttempt: 1, error, delayMs: 0 });

  expect(attempts.waiting.size).toBe(0);
  expect(attempts.continue()).toBe(false);
});
