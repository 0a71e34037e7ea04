import type { RunPlan } from "@millrace/core/plan";
import { exactDuration } from "@millrace/core/retry";
import type { RuntimeEvent, WireError } from "@millrace/protocol";
import type { KnownSteps } from "./known-steps";

/** A time limit set by the author that the run's own process didn't keep. */
export type Overrun = {
  readonly reason: "STEP_TIMEOUT" | "MAX_RUNTIME";
  readonly error: WireError;
  /** The attempt that exceeded its limit; absent for the whole run. */
  readonly attempt?: { readonly step: string; readonly stepAttempt: number };
};

export type OverrunWatch = {
  /** Returns the first one of the process that has ended, if any. Its attempts no longer run. */
  endProcess(): Overrun | undefined;
  /** Notes which attempts started and ended. */
  see(event: RuntimeEvent): void;
  close(): void;
};

/**
 * Enforces the timeouts of a run and of its steps from outside. The run's process enforces them itself unless the
 * author's code blocks its only thread, as an endless loop does: then no timer fires in there.
 * @param graceMs how long the process may take after a timeout to report that it ended the step
 */
export function overrunWatch(plan: RunPlan, steps: KnownSteps, graceMs: number, onOverrun: () => void): OverrunWatch {
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
    end(step);
    const { key, kind, timeoutMs } = steps.get(step);
    // The timeout of a map applies to each of its items.
    if (timeoutMs !== undefined && (kind !== "map" || key !== step))
      running.set(step, after(timeoutMs, stepOverrun(timeoutMs, { step, stepAttempt })));
  };

  return {
    endProcess() {
      const overrun = found;
      found = undefined;
      for (const step of [...running.keys()]) end(step);
      return overrun;
    },
    see(event) {
      if (event.type === "stepStarted") start(event.step, event.stepAttempt);
      else if (ENDS.has(event.type) && event.step !== undefined) end(event.step);
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

const ENDED = "Its code blocked the event loop or ignored its signal, so the run's process was terminated.";

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
