import type { RunPlan } from "@millrace/core/plan";
import type { RuntimeEvent } from "@millrace/protocol";

export type StepProgress = {
  /** Notes which steps started and ended. */
  see(event: RuntimeEvent): void;
  /** Keys of steps that haven't succeeded or been skipped, in the order of the plan. */
  readonly unfinished: readonly string[];
};

/**
 * Follows the steps of a run by its events. A sandbox can report success whenever it likes; a run has succeeded only when
 * each of its steps has. Items of a map count once they have started.
 */
export function stepProgress(plan: RunPlan): StepProgress {
  const open = new Set(plan.steps.map((step) => step.key));
  return {
    see(event) {
      if (event.type === "stepStarted") open.add(event.step);
      else if (event.type === "stepSucceeded" || event.type === "stepSkipped") open.delete(event.step);
    },
    get unfinished() {
      return [...open];
    },
  };
}
