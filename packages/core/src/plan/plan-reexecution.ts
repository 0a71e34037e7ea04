import { DomainError } from "../errors";
import type { StepStatus } from "../run/run-life";
import type { PlanStep, RunPlan } from "./run-plan";

/** Which steps of a finished run to execute again. */
export type Reexecution =
  | { readonly strategy: "all" }
  /** What did not succeed, and with it everything downstream. */
  | { readonly strategy: "fromFailure" }
  /** Just these steps. */
  | { readonly strategy: "steps"; readonly steps: readonly string[] }
  /** These steps and everything downstream. */
  | { readonly strategy: "fromSteps"; readonly steps: readonly string[] };

/** The plan of the new run, and the steps (and map items) of the old one whose values it reuses. */
export type ReexecutionPlan = { readonly plan: RunPlan; readonly reuse: readonly string[] };

/**
 * Plans the re-execution of a run.
 * @param plan the plan of the run that is executed again
 * @param statuses how its steps ended, map items (`<step>[n]`) included
 */
export function planReexecution(
  plan: RunPlan,
  statuses: ReadonlyMap<string, StepStatus>,
  request: Reexecution,
): ReexecutionPlan {
  const again = stepsToRun(plan, statuses, request);
  if (again.size === 0)
    throw new DomainError(
      "conflict",
      "nothing_to_reexecute",
      "Every step of this run succeeded: re-execute all steps, or choose some.",
    );

  const succeeded = (key: string): boolean => statuses.get(key) === "SUCCESS";
  const steps = plan.steps.filter((step) => again.has(step.key)).map((step) => within(step, again));
  const reusedSteps = plan.steps.filter((step) => !again.has(step.key) && succeeded(step.key)).map((step) => step.key);
  const reusedItems = request.strategy === "fromFailure" ? itemsToKeep(plan, statuses, again) : [];
  return { plan: { ...plan, steps }, reuse: [...reusedSteps, ...reusedItems] };
}

function stepsToRun(plan: RunPlan, statuses: ReadonlyMap<string, StepStatus>, request: Reexecution): Set<string> {
  const all = plan.steps.map((step) => step.key);
  switch (request.strategy) {
    case "all":
      return new Set(all);
    case "fromFailure":
      return withDownstream(
        plan,
        all.filter((key) => statuses.get(key) !== "SUCCESS"),
      );
    case "steps":
      return new Set(known(plan, request.steps));
    case "fromSteps":
      return withDownstream(plan, known(plan, request.steps));
  }
}

function known(plan: RunPlan, keys: readonly string[]): readonly string[] {
  const existing = new Set(plan.steps.map((step) => step.key));
  const unknown = keys.find((key) => !existing.has(key));
  if (unknown !== undefined) throw new DomainError("invalid", "step_unknown", `The run has no step "${unknown}".`);
  return keys;
}

function withDownstream(plan: RunPlan, roots: readonly string[]): Set<string> {
  const dependents = new Map<string, string[]>();
  for (const step of plan.steps)
    for (const need of step.needs) dependents.set(need, [...(dependents.get(need) ?? []), step.key]);
  const reached = new Set(roots);
  for (const key of reached) for (const dependent of dependents.get(key) ?? []) reached.add(dependent);
  return reached;
}

/** Items of a failed map that succeeded are kept, as long as the list that it runs over stays the same. */
function itemsToKeep(plan: RunPlan, statuses: ReadonlyMap<string, StepStatus>, again: ReadonlySet<string>): string[] {
  const maps = plan.steps.filter(
    (step) => step.kind === "map" && again.has(step.key) && step.needs.every((need) => !again.has(need)),
  );
  const keys = new Set(maps.map((step) => step.key));
  return [...statuses]
    .filter(([key, status]) => status === "SUCCESS" && keys.has(key.replace(/\[\d+\]$/, "")) && /\[\d+\]$/.test(key))
    .map(([key]) => key);
}

/** Needs outside the new run are met by reused or stored values. */
function within(step: PlanStep, again: ReadonlySet<string>): PlanStep {
  return { ...step, needs: step.needs.filter((need) => again.has(need)) };
}
