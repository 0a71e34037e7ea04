import type { StepStatus } from "@millrace/core/run";
import type { RuntimeEvent, ValueRef, WireError } from "@millrace/protocol";

/** What a batch of events says about one step, newest last. */
export type StepChange = {
  readonly key: string;
  readonly status: StepStatus;
  readonly stepAttempt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly error: WireError | null;
  readonly reason: string | null;
  readonly output: ValueRef | null;
};

const BLANK = { stepAttempt: null, startedAt: null, endedAt: null, error: null, reason: null, output: null };

/** Folds a batch into one change per step. */
export function foldSteps(events: readonly RuntimeEvent[]): readonly StepChange[] {
  const changes = new Map<string, StepChange>();
  for (const event of events) {
    const change = stepChange(event);
    if (change) changes.set(change.key, { ...BLANK, ...changes.get(change.key), ...change });
  }
  return [...changes.values()];
}

function stepChange(event: RuntimeEvent): (Partial<StepChange> & Pick<StepChange, "key" | "status">) | undefined {
  switch (event.type) {
    case "stepStarted":
      return { key: event.step, status: "RUNNING", stepAttempt: event.stepAttempt, startedAt: event.at, endedAt: null };
    case "stepSucceeded":
      return {
        key: event.step,
        status: "SUCCESS",
        stepAttempt: event.stepAttempt,
        endedAt: event.at,
        error: null,
        output: event.output ?? null,
      };
    case "stepFailed":
      return {
        key: event.step,
        status: "FAILURE",
        stepAttempt: event.stepAttempt,
        endedAt: event.at,
        error: event.error,
        reason: event.reason,
      };
    case "stepRetrying":
      return { key: event.step, status: "RETRYING", stepAttempt: event.stepAttempt, error: event.error };
    case "stepSkipped":
      return { key: event.step, status: "SKIPPED", endedAt: event.at, reason: event.reason };
    case "stepCanceled":
      return { key: event.step, status: "CANCELED", stepAttempt: event.stepAttempt, endedAt: event.at };
    default:
      return undefined;
  }
}
