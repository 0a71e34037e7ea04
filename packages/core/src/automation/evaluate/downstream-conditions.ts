import { union } from "../../partitions/intervals";
import type { Condition } from "../condition/condition";
import { conditionIdentity } from "../condition/identity";
import { downstreamOf } from "../graph/reads";
import { NONE } from "./asset-view";
import type { Evaluate, Part, Scope } from "./scope";

/**
 * Evaluates the distinct conditions of all assets downstream on this asset: holds where any does. A condition that is
 * being evaluated already doesn't count again, so that the evaluation ends.
 */
export function anyDownstreamConditions(scope: Scope, evaluate: Evaluate): Part {
  const { ancestors, pass } = scope.root;
  const ignored = new Set(ancestors.map(conditionIdentity));
  const distinct = new Map<string, Condition>();
  for (const { condition } of downstreamOf(scope.asset.node, pass.graph.assets)) {
    const own = condition && withoutNested(condition);
    if (own) distinct.set(conditionIdentity(own), own);
  }
  const children = [...distinct]
    .filter(([identity]) => !ignored.has(identity))
    .map(([, condition]) => evaluate(condition, scope));
  return { holds: children.reduce((any, child) => union(any, child.holds), NONE), children };
}

/** Takes a nested `anyDownstreamConditions` as false. This one finds the same conditions. */
function withoutNested(condition: Condition): Condition | undefined {
  if (condition.label !== undefined) return condition;
  if (condition.op === "anyDownstreamConditions") return undefined;
  if (condition.op !== "and" && condition.op !== "or") return condition;
  const parts = condition.of.map(withoutNested);
  const kept = parts.filter((part) => part !== undefined);
  if (kept.length < parts.length && condition.op === "and") return undefined;
  if (kept.length <= 1) return kept[0];
  return { ...condition, of: kept };
}
