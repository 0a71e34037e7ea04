import { intersect, union, without } from "../../partitions/intervals";
import type { Condition } from "../condition/condition";
import { remembers } from "../condition/identity";
import { NONE } from "./asset-view";
import { anyDownstreamConditions } from "./downstream-conditions";
import { evaluateOperand } from "./operands";
import { overChecks, overDeps, overMatchingAsset } from "./over-assets";
import { newlyTrue, since } from "./remembering";
import { type Evaluated, type Part, type Scope, withCandidates } from "./scope";

/** Evaluates a condition and its parts. */
export function evaluate(condition: Condition, scope: Scope): Evaluated {
  const { asset, check, candidates } = scope;
  const isLookedAt = candidates.length > 0 || remembers(condition);
  const { holds, timing, children } = isLookedAt ? evaluateParts(condition, scope) : NOT_LOOKED_AT;
  return { condition, asset, check, candidates, holds, timing, children };
}

const NO_CHILDREN: readonly Evaluated[] = [];
const NOT_LOOKED_AT: Part = { holds: NONE, children: NO_CHILDREN };

function evaluateParts(condition: Condition, scope: Scope): Part {
  const { ancestors } = scope.root;
  ancestors.push(condition);
  const part = evaluatePart(condition, scope);
  ancestors.pop();
  return part;
}

function evaluatePart(condition: Condition, scope: Scope): Part {
  switch (condition.op) {
    case "and": {
      let holds = scope.candidates;
      const children = condition.of.map((part) => {
        const child = evaluate(part, withCandidates(scope, holds));
        holds = intersect(holds, child.holds);
        return child;
      });
      return { holds, children };
    }
    case "or": {
      const children = condition.of.map((part) => evaluate(part, scope));
      return { holds: children.reduce((holds, child) => union(holds, child.holds), NONE), children };
    }
    case "not": {
      const child = evaluate(condition.of, scope);
      return { holds: without(scope.candidates, child.holds), children: [child] };
    }
    case "since":
      return since(condition, scope, evaluate);
    case "newlyTrue":
      return newlyTrue(condition, scope, evaluate);
    case "anyDeps":
    case "allDeps":
      return overDeps(condition, scope, evaluate);
    case "anyChecks":
    case "allChecks":
      return overChecks(condition, scope, evaluate);
    case "assetMatches":
      return overMatchingAsset(condition, scope, evaluate);
    case "anyDownstreamConditions":
      return anyDownstreamConditions(scope, evaluate);
    default: {
      const { holds, timing } = evaluateOperand(condition, scope);
      return { holds, timing, children: NO_CHILDREN };
    }
  }
}
