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
