import { RunPlan } from "@millrace/core/plan";
import type { RuntimeEvent } from "@millrace/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { knownSteps } from "./known-steps";
import { overrunWatch } from "./timeouts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const plan = RunPlan.parse({
  timeoutMs: 60_000,
  steps: [
    { key: "load", kind: "op", definition: "load", timeoutMs: 2_000 },
    { key: "each", kind: "map", definition: "each", timeoutMs: 2_000 },
    { key: "calm", kind: "op", definition: "calm" },
  ],
});
const started = (step: string): RuntimeEvent => ({ type: "stepStarted", at: 0, step, stepAttempt: 1 });
const error = { name: "Error", message: "no" };

function watch() {
  const onOverrun = vi.fn();
  const steps = knownSteps(plan);
  const overruns = overrunWatch(plan, steps, 10_000, onOverrun);
  return { overruns, steps, onOverrun };
}

test("reports the attempt of a step that is still running after its timeout and the grace period", () => {
  const { overruns, onOverrun } = watch();
  overruns.see(started("calm"));
  overruns.see(started("load"));
  vi.advanceTimersByTime(11_999);
  expect(onOverrun).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onOverrun).toHaveBeenCalledOnce();
  expect(overruns.endProcess()).toMatchObject({
    reason: "STEP_TIMEOUT",
    attempt: { step: "load", stepAttempt: 1 },
    error: { message: expect.stringContaining('step "load" exceeded its timeout of 2s.') },
  });
});

test.each<RuntimeEvent>([
  { type: "stepSucceeded", at: 0, step: "load", stepAttempt: 1 },
  { type: "stepFailed", at: 0, step: "load", stepAttempt: 1, error, reason: "STEP_TIMEOUT" },
  { type: "stepRetrying", at: 0, step: "load", stepAttempt: 1, error, delayMs: 1 },
  { type: "stepSkipped", at: 0, step: "load", reason: "nothing" },
  { type: "stepCanceled", at: 0, step: "load", stepAttempt: 1 },
])("doesn't report an attempt that ended: $type", (ended) => {
  const { overruns, onOverrun } = watch();
  overruns.see(started("load"));
  overruns.see(ended);
  vi.advanceTimersByTime(59_000);
  expect(onOverrun).not.toHaveBeenCalled();
});

test("applies the timeout of a map to each item", () => {
  const { overruns, steps, onOverrun } = watch();
  overruns.see(started("each"));
  steps.add("each", ["each[0]"]);
  vi.advanceTimersByTime(20_000);
  expect(onOverrun).not.toHaveBeenCalled();
  overruns.see(started("each[0]"));
  vi.advanceTimersByTime(12_000);
  expect(overruns.endProcess()?.attempt?.step).toBe("each[0]");
});

test("reports a run that is still running after its job's timeout, unless it ended", () => {
  const { overruns } = watch();
  overruns.see(started("calm"));
  vi.advanceTimersByTime(70_000);
  expect(overruns.endProcess()).toMatchObject({
    reason: "MAX_RUNTIME",
    error: { message: expect.stringContaining("1m") },
  });

  const ended = watch();
  ended.overruns.see(started("calm"));
  ended.overruns.close();
  vi.advanceTimersByTime(70_000);
  expect(ended.onOverrun).not.toHaveBeenCalled();
});

test("counts from the latest start when an attempt is reported as started twice", () => {
  const { overruns, onOverrun } = watch();
  overruns.see(started("load"));
  vi.advanceTimersByTime(6_000);
  overruns.see(started("load"));
  vi.advanceTimersByTime(11_999);
  expect(onOverrun).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onOverrun).toHaveBeenCalledOnce();
});
