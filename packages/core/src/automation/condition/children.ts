import type { Condition } from "./condition";

/** Returns the conditions that a condition is made of, in the order of evaluation. */
export function childrenOf(condition: Condition): readonly Condition[] {
  switch (condition.op) {
    case "and":
    case "or":
      return condition.of;
    case "since":
      return [condition.of, condition.reset];
    default:
      return "of" in condition ? [condition.of] : [];
  }
}

/** Returns the same condition of other parts. */
export function mapChildren(condition: Condition, change: (child: Condition) => Condition): Condition {
  switch (condition.op) {
    case "and":
    case "or":
      return { ...condition, of: condition.of.map(change) };
    case "since":
      return { ...condition, of: change(condition.of), reset: change(condition.reset) };
    default:
      return "of" in condition ? { ...condition, of: change(condition.of) } : condition;
  }
}
