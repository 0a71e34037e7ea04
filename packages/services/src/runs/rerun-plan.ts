import { planReexecution, type Reexecution, type RunPlan, type StepStatus } from "@millrace/core";
import type { FinishedRun } from "./finished-run";

/** The plan of a run that executes (a part of) a finished one again, and the values that it takes over. */
export function rerunPlan(
  past: Pick<FinishedRun, "plan" | "steps" | "reuse">,
  request: Reexecution,
): { plan: RunPlan; reuse: Record<string, unknown> } {
  const statuses = new Map(past.steps.map((step) => [step.key, step.status as StepStatus]));
  const values = new Map(Object.entries(past.reuse ?? {}));
  const { plan, reuse } = planReexecution({ plan: past.plan, statuses, reused: [...values.keys()] }, request);
  for (const { key, output } of past.steps) if (output !== null && output !== undefined) values.set(key, output);
  return { plan, reuse: Object.fromEntries(reuse.flatMap((key) => (values.has(key) ? [[key, values.get(key)]] : []))) };
}
