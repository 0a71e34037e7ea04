import { retryDelay } from "@millrace/core/retry";
import type { RuntimeEvent, WireError } from "@millrace/protocol";
import type { KnownSteps } from "./known-steps";
import type { Overrun } from "./timeouts";

/** A step that is to be attempted again. */
export type NextAttempt = { readonly next: number; readonly startsAt: number };

export type StepAttempts = {
  /** Notes which attempts started and ended. */
  see(event: RuntimeEvent): void;
  /**
   * Ends the attempts that were in progress when their process ended: each is retried by its step's policy, or fails.
   * @param end.overrun the attempt that made the platform end the process, if one did
   * @param end.mayRetry false if the process must not be replaced
   * @returns the events that say so, already noted
   */
  endAll(end: { error: WireError; overrun?: Overrun | undefined; mayRetry: boolean }): RuntimeEvent[];
  /**
   * Returns true if a process is to be started for an attempt that none was started for yet. A process that ends before it
   * has attempted anything gets no successor, so a run has at most as many processes as its steps have attempts.
   */
  continue(): boolean;
  /** Steps that wait for their next attempt, by key. */
  readonly waiting: ReadonlyMap<string, NextAttempt>;
};

/** Follows the attempts of a run's steps, so that they end even if their process can't say so. */
export function stepAttempts(steps: KnownSteps, random: () => number = Math.random): StepAttempts {
  const running = new Map<string, number>();
  const waiting = new Map<string, NextAttempt>();
  /** The last attempt of each step that a process was started for. */
  const continued = new Map<string, number>();

  const see = (event: RuntimeEvent): void => {
    if (event.step === undefined || !MOVES.has(event.type)) return;
    running.delete(event.step);
    waiting.delete(event.step);
    // A map is worked on by its items.
    if (event.type === "stepStarted" && !isWholeMap(steps, event.step)) running.set(event.step, event.stepAttempt);
    if (event.type === "stepRetrying" && event.stepAttempt <= (steps.get(event.step).retry?.max ?? 0))
      waiting.set(event.step, { next: event.stepAttempt + 1, startsAt: event.at + event.delayMs });
  };

  const endOf = (step: string, stepAttempt: number, end: Parameters<StepAttempts["endAll"]>[0]): RuntimeEvent => {
    const isCause = end.overrun?.attempt?.step === step;
    const error = isCause && end.overrun ? end.overrun.error : end.error;
    const common = { at: Date.now(), step, stepAttempt, error };
    const { retry } = steps.get(step);
    if (end.mayRetry && retry && stepAttempt <= retry.max) {
      const policy = { delay: retry.delayMs, backoff: retry.backoff, jitter: retry.jitter };
      const delayMs = Math.min(Math.round(retryDelay(policy, stepAttempt, random())), DELAY_MS_MAX);
      return { type: "stepRetrying", ...common, delayMs };
    }
    return { type: "stepFailed", ...common, reason: isCause ? "STEP_TIMEOUT" : "STEP_FAILURE" };
  };

  return {
    see,
    endAll(end) {
      const events = [...running].map(([step, attempt]) => endOf(step, attempt, end));
      for (const event of events) see(event);
      return events;
    },
    continue() {
      const fresh = [...waiting].filter(([step, { next }]) => next > (continued.get(step) ?? 1));
      for (const [step, { next }] of fresh) continued.set(step, next);
      return fresh.length > 0;
    },
    waiting,
  };
}

const MOVES: ReadonlySet<RuntimeEvent["type"]> = new Set([
  "stepStarted",
  "stepSucceeded",
  "stepFailed",
  "stepRetrying",
  "stepSkipped",
  "stepCanceled",
]);

/** Timers hold 31 bits of milliseconds. */
const DELAY_MS_MAX = 2 ** 31 - 1;

function isWholeMap(steps: KnownSteps, step: string): boolean {
  const { key, kind } = steps.get(step);
  return kind === "map" && key === step;
}
