import { RunPlan } from "@millrace/core/plan";
import type { RuntimeEvent } from "@millrace/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
  const overruns = overrunWatch(plan, 10_000, onOverrun);
  return { overruns, onOverrun };
}

test("a step that goes on after its timeout and the grace is an overrun of that attempt", () => {
  const { overruns, onOverrun } = watch();
  overruns.see([started("calm"), started("load")]);
  vi.advanceTimersByTime(11_999);
  expect(onOverrun).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onOverrun).toHaveBeenCalledOnce();
  expect(overruns.found).toMatchObject({
    reason: "STEP_TIMEOUT",
    attempt: { step: "load", stepAttempt: 1 },
    error: { message: expect.stringContaining('step "load" took longer than its timeout of 2s.') },
  });
});

test.each<RuntimeEvent>([
  { type: "stepSucceeded", at: 0, step: "load", stepAttempt: 1 },
  { type: "stepFailed", at: 0, step: "load", stepAttempt: 1, error, reason: "STEP_TIMEOUT" },
  { type: "stepRetrying", at: 0, step: "load", stepAttempt: 1, error, delayMs: 1 },
  { type: "stepSkipped", at: 0, step: "load", reason: "nothing" },
  { type: "stepCanceled", at: 0, step: "load", stepAttempt: 1 },
])("an attempt that ended is none: $type", (ended) => {
  const { overruns, onOverrun } = watch();
  overruns.see([started("load"), ended]);
  vi.advanceTimersByTime(59_000);
  expect(onOverrun).not.toHaveBeenCalled();
});

test("the timeout of a map is that of each of its items, not of all", () => {
  const { overruns, onOverrun } = watch();
  overruns.see([started("each"), { type: "stepsAdded", at: 0, step: "each", count: 1, keys: ["each[0]"] }]);
  vi.advanceTimersByTime(20_000);
  expect(onOverrun).not.toHaveBeenCalled();
  overruns.see([started("each[0]")]);
  vi.advanceTimersByTime(12_000);
  expect(overruns.found?.attempt?.step).toBe("each[0]");
});

test("a run that goes on after its job's timeout is an overrun; one that has ended is not", () => {
  const { overruns } = watch();
  overruns.see([started("calm")]);
  vi.advanceTimersByTime(70_000);
  expect(overruns.found).toMatchObject({ reason: "MAX_RUNTIME", error: { message: expect.stringContaining("1m") } });

  const ended = watch();
  ended.overruns.see([started("calm")]);
  ended.overruns.close();
  vi.advanceTimersByTime(70_000);
  expect(ended.onOverrun).not.toHaveBeenCalled();
});
