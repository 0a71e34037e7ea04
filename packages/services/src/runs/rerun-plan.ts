import { planReexecution, type Reexecution, type RunPlan, type StepStatus } from "@millrace/core";
import type { FinishedRun } from "./retry-run";

/** The plan of a run that executes (a part of) a finished one again, and the values that it takes over. */
export function rerunPlan(
  past: Pick<FinishedRun, "plan" | "steps" | "reuse">,
  request: Reexecution,
): { plan: RunPlan; reuse: Record<string, unknown> } {
  const statuses = new Map(past.steps.map((step) => [step.key, step.status as StepStatus]));
  const { plan, reuse } = planReexecution(past.plan, statuses, request);
  const outputs = new Map(past.steps.map((step) => [step.key, step.output]));
  const taken = reuse.flatMap((key): [string, unknown][] => {
    const output = outputs.get(key);
    return output === null || output === undefined ? [] : [[key, output]];
  });
  return { plan, reuse: { ...past.reuse, ...Object.fromEntries(taken) } };
}
