import { DomainError } from "../errors";
import type { StepStatus } from "../run/run-lifecycle";
import { isMapItem, mapOf } from "./map-items";
import type { PlanStep, RunPlan } from "./run-plan";

/** Which steps of a finished run to execute again. */
export type RerunRequest =
  | { readonly mode: "all" }
  /** What did not succeed, the assets whose blocking checks failed, and everything downstream. */
  | { readonly mode: "fromFailure" }
  /** Just these steps. Of a map, items (`<step>[n]`) may be chosen: others that succeeded are kept. */
  | { readonly mode: "selected"; readonly steps: readonly string[] }
  /** These steps, or items of maps, and everything downstream. */
  | { readonly mode: "fromSelected"; readonly steps: readonly string[] };

/** The plan of the new run, and the steps (and map items) of the old one whose values it reuses. */
export type RerunPlan = { readonly plan: RunPlan; readonly reuse: readonly string[] };

/** The parts of a finished run that a re-run needs. */
export type PastRun = {
  readonly plan: RunPlan;
  /** How its steps ended, map items (`<step>[n]`) included. */
  readonly statuses: ReadonlyMap<string, StepStatus>;
  /** The steps and items whose values it had taken over itself. */
  readonly reused?: readonly string[];
};

/** Plans the re-run of a finished run. */
export function planRerun(past: PastRun, request: RerunRequest): RerunPlan {
  const { plan, reused = [] } = past;
  const statuses = new Map([...reused.map((key) => [key, "SUCCESS"] as const), ...past.statuses]);
  const chosen = "steps" in request ? selectedSteps(plan, statuses, request.steps) : NOTHING_CHOSEN;
  const again = stepsToRun(plan, statuses, request.mode, chosen.steps);
  if (again.size === 0)
    throw new DomainError(
      "conflict",
      "nothing_to_rerun",
      "Every step of this run succeeded. Re-run all steps or select some.",
    );

  const steps = plan.steps.filter((step) => again.has(step.key)).map((step) => within(step, again));
  const mapsInPart = request.mode === "fromFailure" ? again : chosen.mapsInPart;
  const items = itemsToKeep(plan, statuses, again, mapsInPart).filter((key) => !chosen.items.has(key));
  const finished = [...statuses.keys()].filter(
    (key) => statuses.get(key) === "SUCCESS" && !isMapItem(key) && !again.has(key),
  );
  return { plan: { ...plan, steps }, reuse: [...finished, ...items] };
}

type Chosen = {
  readonly steps: readonly string[];
  /** Maps of which only some items were chosen. */
  readonly mapsInPart: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
};
const NOTHING_CHOSEN: Chosen = { steps: [], mapsInPart: new Set(), items: new Set() };

function selectedSteps(plan: RunPlan, statuses: ReadonlyMap<string, StepStatus>, keys: readonly string[]): Chosen {
  const planned = new Set(plan.steps.map((step) => step.key));
  const unknown = keys.find((key) => !planned.has(key) && !(statuses.has(key) && planned.has(mapOf(key))));
  if (unknown !== undefined) throw new DomainError("invalid", "step_not_found", `The run has no step "${unknown}".`);
  const items = keys.filter((key) => !planned.has(key));
  return {
    steps: [...new Set(keys.map((key) => (planned.has(key) ? key : mapOf(key))))],
    mapsInPart: new Set(items.map(mapOf).filter((map) => !keys.includes(map))),
    items: new Set(items),
  };
}

function stepsToRun(
  plan: RunPlan,
  statuses: ReadonlyMap<string, StepStatus>,
  mode: RerunRequest["mode"],
  chosen: readonly string[],
): Set<string> {
  const all = plan.steps.map((step) => step.key);
  switch (mode) {
    case "all":
      return new Set(all);
    case "fromFailure":
      return withDownstream(plan, failedRoots(plan, statuses));
    case "selected":
      return new Set(chosen);
    case "fromSelected":
      return withDownstream(plan, chosen);
  }
}

/** The steps that did not succeed. A failed blocking check rejects the value of its asset, which has to be computed again. */
function failedRoots({ steps }: RunPlan, statuses: ReadonlyMap<string, StepStatus>): string[] {
  const planned = new Set(steps.map((step) => step.key));
  return steps
    .filter((step) => statuses.get(step.key) !== "SUCCESS")
    .flatMap(({ key, asset, blocking }) => {
      const isRejected = blocking && asset !== undefined && planned.has(asset) && statuses.get(key) === "FAILURE";
      return isRejected ? [asset, key] : [key];
    });
}

function withDownstream(plan: RunPlan, roots: readonly string[]): Set<string> {
  const dependents = new Map<string, string[]>();
  for (const step of plan.steps)
    for (const need of step.needs) dependents.set(need, [...(dependents.get(need) ?? []), step.key]);
  const reached = new Set(roots);
  for (const key of reached) for (const dependent of dependents.get(key) ?? []) reached.add(dependent);
  return reached;
}

/** Items of maps that run in part are kept where they succeeded, as long as the list that they are of stays the same. */
function itemsToKeep(
  plan: RunPlan,
  statuses: ReadonlyMap<string, StepStatus>,
  again: ReadonlySet<string>,
  mapsInPart: ReadonlySet<string>,
): string[] {
  const maps = plan.steps.filter(
    (step) => step.kind === "map" && mapsInPart.has(step.key) && step.needs.every((need) => !again.has(need)),
  );
  const keys = new Set(maps.map((step) => step.key));
  return [...statuses]
    .filter(([key, status]) => status === "SUCCESS" && isMapItem(key) && keys.has(mapOf(key)))
    .map(([key]) => key);
}

/** Needs outside the new run are met by reused or stored values. */
function within(step: PlanStep, again: ReadonlySet<string>): PlanStep {
  return { ...step, needs: step.needs.filter((need) => again.has(need)) };
}
