import type { RunPlan } from "@millrace/core/plan";
import { exactDuration } from "@millrace/core/retry";
import type { RuntimeEvent, WireError } from "@millrace/protocol";

/** A time limit of the author's that the run's own process did not keep. */
export type Overrun = {
  readonly reason: "STEP_TIMEOUT" | "MAX_RUNTIME";
  readonly error: WireError;
  /** The attempt that went on for too long; absent where it is the whole run. */
  readonly attempt?: { readonly step: string; readonly stepAttempt: number };
};

export type OverrunWatch = {
  /** The first that there was. */
  readonly found: Overrun | undefined;
  /** Takes note of what began and what ended. */
  see(events: readonly RuntimeEvent[]): void;
  close(): void;
};

/**
 * Keeps the timeouts of a run and of its steps from outside. The run's process keeps them itself, unless the author's
 * code holds its only thread, as an endless loop does: then no timer fires in there.
 * @param graceMs how long after a timeout the process may take to say that it has ended the step
 */
export function overrunWatch(plan: RunPlan, graceMs: number, onOverrun: () => void): OverrunWatch {
  const planned = new Map(plan.steps.map((step) => [step.key, step]));
  /** By item, the map that it is of. */
  const maps = new Map<string, string>();
  const running = new Map<string, NodeJS.Timeout>();
  let wholeRun: NodeJS.Timeout | undefined;
  let found: Overrun | undefined;

  const after = (timeoutMs: number, overrun: Overrun): NodeJS.Timeout =>
    setTimeout(
      () => {
        found ??= overrun;
        onOverrun();
      },
      Math.min(timeoutMs + graceMs, TIMER_MS_MAX),
    );
  const end = (step: string): void => {
    clearTimeout(running.get(step));
    running.delete(step);
  };
  const start = (step: string, stepAttempt: number): void => {
    if (plan.timeoutMs !== undefined) wholeRun ??= after(plan.timeoutMs, runOverrun(plan.timeoutMs));
    const map = maps.get(step);
    const { kind, timeoutMs } = planned.get(map ?? step) ?? {};
    // The timeout of a map is that of each of its items.
    if (timeoutMs !== undefined && (kind !== "map" || map !== undefined))
      running.set(step, after(timeoutMs, stepOverrun(timeoutMs, { step, stepAttempt })));
  };

  return {
    get found() {
      return found;
    },
    see(events) {
      for (const event of events) {
        if (event.type === "stepStarted") start(event.step, event.stepAttempt);
        else if (event.type === "stepsAdded") for (const key of event.keys) maps.set(key, event.step);
        else if (ENDS.has(event.type) && "step" in event && event.step !== undefined) end(event.step);
      }
    },
    close() {
      clearTimeout(wholeRun);
      for (const timer of running.values()) clearTimeout(timer);
    },
  };
}

const ENDS: ReadonlySet<RuntimeEvent["type"]> = new Set([
  "stepSucceeded",
  "stepFailed",
  "stepRetrying",
  "stepSkipped",
  "stepCanceled",
]);

/** Timers hold 31 bits of milliseconds. */
const TIMER_MS_MAX = 2 ** 31 - 1;

const ENDED = "The code blocked the event loop and couldn't be interrupted, so the run's process was terminated.";

const stepOverrun = (timeoutMs: number, attempt: Required<Overrun>["attempt"]): Overrun => ({
  reason: "STEP_TIMEOUT",
  attempt,
  error: {
    name: "StepError",
    code: "STEP_TIMEOUT",
    message: `step "${attempt.step}" exceeded its timeout of ${exactDuration(timeoutMs)}. ${ENDED}`,
  },
});

const runOverrun = (timeoutMs: number): Overrun => ({
  reason: "MAX_RUNTIME",
  error: {
    name: "RunTimeout",
    code: "MAX_RUNTIME",
    message: `The run exceeded its time limit of ${exactDuration(timeoutMs)}. ${ENDED}`,
  },
});
