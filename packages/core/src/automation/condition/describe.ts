import { exactDuration } from "../../retry/duration";
import type { Condition } from "./condition";

/**
 * Returns a condition as the author would write it, with labels for the parts that have one.
 *
 * @example
 * describeCondition(expandCondition({ op: "eager" })); // "eager"
 */
export function describeCondition(condition: Condition): string {
  if (condition.label !== undefined) return condition.label;
  const name = describeNode(condition);
  switch (condition.op) {
    case "and":
    case "or":
      return condition.of.map(inParentheses).join(condition.op === "and" ? " and " : " or ");
    case "not":
      return `not ${inParentheses(condition.of)}`;
    case "since":
      return `${inParentheses(condition.of)} since ${inParentheses(condition.reset)}`;
    default:
      return "of" in condition ? `${name}(${describeCondition(condition.of)})` : name;
  }
}

function inParentheses(condition: Condition): string {
  const text = describeCondition(condition);
  const isCompound = condition.label === undefined && ["and", "or", "since"].includes(condition.op);
  return isCompound ? `(${text})` : text;
}

/** Returns an operand or operator with its settings, without its parts. */
export function describeNode(condition: Condition): string {
  switch (condition.op) {
    case "cronTickPassed":
      return `cronTickPassed(${condition.cron}, ${condition.timeZone ?? "UTC"})`;
    case "inLatestTimeWindow":
      return condition.lookbackSeconds
        ? `inLatestTimeWindow(${exactDuration(condition.lookbackSeconds * 1_000)})`
        : condition.op;
    case "freshness":
      return `freshness(${condition.state})`;
    case "executedWithTags":
      return `executedWithTags(${Object.entries(condition.tags)
        .map(([key, value]) => (value ? `${key}=${value}` : key))
        .join(", ")})`;
    case "anyDeps":
    case "allDeps":
      return [
        condition.op,
        ...(condition.allow === undefined ? [] : [`allow ${condition.allow}`]),
        ...(condition.ignore === undefined ? [] : [`ignore ${condition.ignore}`]),
      ].join(" ");
    case "anyChecks":
    case "allChecks":
      return condition.blockingOnly ? `${condition.op} blocking` : condition.op;
    case "assetMatches":
      return `assetMatches ${condition.asset}`;
    default:
      return condition.op;
  }
}
