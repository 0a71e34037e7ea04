import { intersect, union } from "../../partitions/intervals";
import type { MappingDirection } from "../../partitions/mapped-assets";
import type { ChecksCondition, Condition, DepsCondition } from "../condition/condition";
import { NONE } from "./asset-view";
import { mapSubset } from "./map-subset";
import type { Evaluate, Outcome, Part, Scope } from "./scope";

/** Evaluates a condition on every dependency that counts. A partition takes part in what it needs of the dependency. */
export function overDeps(condition: DepsCondition, scope: Scope, evaluate: Evaluate): Part {
  const results = depsThatCount(condition, scope).map((key) => onAsset(key, condition.of, scope, evaluate));
  const children = results.flatMap((result) => result.children);
  if (condition.op === "allDeps")
    return { holds: results.reduce((holds, it) => intersect(holds, it.holds), scope.candidates), children };
  const holds = intersect(
    scope.candidates,
    results.reduce((any, it) => union(any, it.holds), NONE),
  );
  const timing = results.flatMap((result) => result.timing ?? []);
  return { holds, timing: timing.length > 0 ? timing : undefined, children };
}

/** Evaluates a condition on one asset, which needn't be a dependency. An unknown asset matches nothing. */
export const overMatchingAsset = (
  condition: Extract<Condition, { op: "assetMatches" }>,
  scope: Scope,
  evaluate: Evaluate,
): Part =>
  scope.root.pass.graph.assets.has(condition.asset)
    ? onAsset(condition.asset, condition.of, scope, evaluate)
    : { holds: NONE, children: [] };

/** Evaluates a condition on every check that counts, each over the asset's partitions. */
export function overChecks(condition: ChecksCondition, scope: Scope, evaluate: Evaluate): Part {
  const checks = (scope.asset.node.checks ?? []).filter((check) => check.blocking || !condition.blockingOnly);
  const children = checks.map(({ name }) => evaluate(condition.of, { ...scope, check: name }));
  const holds =
    condition.op === "allChecks"
      ? children.reduce((all, child) => intersect(all, child.holds), scope.candidates)
      : intersect(
          scope.candidates,
          children.reduce((any, child) => union(any, child.holds), NONE),
        );
  return { holds, children };
}

function onAsset(key: string, condition: Condition, scope: Scope, evaluate: Evaluate): Part {
  const { root, asset: own, candidates, isInitial } = scope;
  const asset = root.pass.asset(key);
  const there: MappingDirection = key !== own.node.key && own.node.downstream.includes(key) ? "downstream" : "upstream";
  const back: MappingDirection = there === "upstream" ? "downstream" : "upstream";
  const mapped = mapSubset(own, asset, candidates, there);
  const child = evaluate(condition, { root, asset, check: undefined, candidates: mapped, isInitial });
  const { holds, timing } = mapOutcome(child, (subset) => mapSubset(asset, own, subset, back));
  return { holds, timing, children: [child] };
}

const mapOutcome = ({ holds, timing }: Outcome, map: (subset: Outcome["holds"]) => Outcome["holds"]): Outcome => ({
  holds: map(holds),
  timing: timing?.map(({ at, subset }) => ({ at, subset: map(subset) })),
});

function depsThatCount({ allow, ignore }: DepsCondition, { asset, root: { pass } }: Scope): readonly string[] {
  const keys = asset.node.deps.map((dep) => dep.upstream);
  if (allow === undefined && ignore === undefined) return keys;
  const allowed = allow === undefined ? undefined : pass.select(allow);
  const ignored = ignore === undefined ? undefined : pass.select(ignore);
  return keys.filter((key) => (allowed?.has(key) ?? true) && !ignored?.has(key));
}
