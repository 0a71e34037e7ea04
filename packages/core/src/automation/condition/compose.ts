import { DomainError } from "../../errors";
import { childrenOf, mapChildren } from "./children";
import type { Condition } from "./condition";
import { describeCondition } from "./describe";
import { conditionIdentity } from "./identity";

/** Returns the same condition under another name. */
export const withLabel = (condition: Condition, label: string): Condition => ({ ...condition, label });

/** Returns the condition with only the dependencies in a selection counting, in all of its parts. */
export const allow = (condition: Condition, selection: string): Condition =>
  mapDeps(condition, (deps) => ({ ...deps, allow: joined(deps.allow, selection) }));

/** Returns the condition with the dependencies in a selection not counting, in all of its parts. */
export const ignore = (condition: Condition, selection: string): Condition =>
  mapDeps(condition, (deps) => ({ ...deps, ignore: joined(deps.ignore, selection) }));

/** Returns the condition with another one in place of every part that equals `part`, or that has it as name or label. */
export function replace(condition: Condition, part: Condition | string, by: Condition): Condition {
  return isPart(condition, part) ? by : mapChildren(condition, (child) => replace(child, part, by));
}

/**
 * Returns an `and` without one of its parts.
 *
 * @throws DomainError `condition_part_not_found`, or `condition_too_small` if fewer than two parts would be left.
 */
export function without(condition: Condition, part: Condition | string): Condition {
  const name = typeof part === "string" ? part : describeCondition(part);
  const kept = condition.op === "and" ? condition.of.filter((child) => !isPart(child, part)) : [];
  if (condition.op !== "and" || kept.length === condition.of.length) {
    const parts = childrenOf(condition).map(describeCondition).join(", ");
    throw new DomainError(
      "invalid",
      "condition_part_not_found",
      `The condition has no part "${name}". Parts: ${parts}.`,
    );
  }
  if (kept.length < 2)
    throw new DomainError(
      "invalid",
      "condition_too_small",
      `Without "${name}", the condition has fewer than two parts.`,
    );
  return { ...condition, of: kept };
}

function isPart(condition: Condition, part: Condition | string): boolean {
  if (typeof part === "string") return condition.label === part || condition.op === part;
  return condition.label === part.label && conditionIdentity(condition) === conditionIdentity(part);
}

type Deps = Extract<Condition, { op: "anyDeps" | "allDeps" }>;

/** As in Dagster, dependencies of dependencies and parts of other operators stay as they are. */
function mapDeps(condition: Condition, change: (deps: Deps) => Deps): Condition {
  switch (condition.op) {
    case "anyDeps":
    case "allDeps":
      return change(condition);
    case "and":
    case "or":
    case "not":
    case "since":
      return mapChildren(condition, (child) => mapDeps(child, change));
    default:
      return condition;
  }
}

const joined = (before: string | undefined, selection: string): string =>
  before === undefined ? selection : `(${before}) or (${selection})`;
