import { intersect, union, without } from "../../partitions/intervals";
import type { Condition } from "../condition/condition";
import type { Evaluate, Part, Scope } from "./scope";
import { laterThan } from "./timing";

/**
 * Evaluates `since`: holds where `of` has held after `reset` did. It looks at the whole asset, whatever the candidates
 * are, so that it misses no change. If both are true in one evaluation, the later instant wins. Without instants,
 * the reset does.
 */
export function since(condition: Extract<Condition, { op: "since" }>, scope: Scope, evaluate: Evaluate): Part {
  const place = { condition, asset: scope.asset, check: scope.check };
  const whole = wholeAsset(scope, scope.root.memory.recall(place) === undefined);
  const trigger = evaluate(condition.of, whole);
  const reset = evaluate(condition.reset, whole);
  let holds = without(union(scope.root.memory.recallSubset(place), trigger.holds), reset.holds);
  const both = intersect(trigger.holds, reset.holds);
  if (both.length > 0 && trigger.timing && reset.timing)
    holds = union(holds, intersect(laterThan(trigger.timing, reset.timing), both));
  scope.root.memory.rememberSubset(place, holds);
  return { holds, timing: trigger.timing, children: [trigger, reset] };
}

/** Evaluates `newlyTrue`: holds where its part holds now and didn't in the last evaluation. */
export function newlyTrue(condition: Extract<Condition, { op: "newlyTrue" }>, scope: Scope, evaluate: Evaluate): Part {
  const place = { condition, asset: scope.asset, check: scope.check };
  const child = evaluate(condition.of, wholeAsset(scope, scope.root.memory.recall(place) === undefined));
  const before = scope.root.memory.recallSubset(place);
  scope.root.memory.rememberSubset(place, child.holds);
  return { holds: intersect(scope.candidates, without(child.holds, before)), children: [child] };
}

const wholeAsset = ({ root, asset, check }: Scope, isInitial: boolean): Scope => ({
  root,
  asset,
  check,
  candidates: asset.full,
  isInitial,
});
