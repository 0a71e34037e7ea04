import type { StoredEvaluation } from "../evaluate/store-evaluation";
import { isOperand, operandSentence } from "./sentences";

/**
 * Says in one sentence why an evaluation requested an asset, or why it didn't.
 *
 * @example
 * explainEvaluation(evaluation); // "Not requested: customers is missing, so revenue waits for it."
 */
export function explainEvaluation(evaluation: StoredEvaluation): string {
  const { asset, candidates, holds } = evaluation;
  if (holds === 0 && candidates === 0) return `Not requested: ${asset} has no partitions.`;
  const deciding = decidingPart(evaluation);
  const waits = holds === 0 && deciding.asset !== asset ? `, so ${asset} waits for it` : "";
  return `${holds > 0 ? "Requested" : "Not requested"}: ${reason(deciding)}${waits}.`;
}

/**
 * Follows the tree to the part that decided. Of an `and` that doesn't hold, that is the part that left no candidate. Of
 * one that holds, it is the part that can have changed last.
 */
function decidingPart(evaluation: StoredEvaluation): StoredEvaluation {
  const { op, holds, children } = evaluation;
  const isTrue = holds > 0;
  switch (op) {
    case "and": {
      const next = isTrue
        ? children.find(({ op: it }) => it !== "inLatestTimeWindow")
        : children.find((it) => it.candidates > 0 && it.holds === 0);
      return next ? decidingPart(next) : evaluation;
    }
    case "since": {
      const [trigger] = children;
      return trigger && isTrue && trigger.holds > 0 ? decidingPart(trigger) : evaluation;
    }
    case "or": {
      const parts = isTrue
        ? children.filter((it) => it.holds > 0)
        : children.filter((it) => it.op !== "willBeRequested");
      const [next] = isTrue || parts.length === 1 ? parts : [];
      return next ? decidingPart(next) : evaluation;
    }
    case "anyDeps":
    case "anyChecks":
    case "anyDownstreamConditions": {
      const next = isTrue ? children.find((it) => it.holds > 0) : undefined;
      return next ? decidingPart(next) : evaluation;
    }
    case "allDeps":
    case "allChecks": {
      const next = isTrue ? undefined : children.find((it) => it.holds < it.candidates);
      return next ? decidingPart(next) : evaluation;
    }
    case "not":
    case "newlyTrue":
    case "assetMatches":
      return children[0] ? decidingPart(children[0]) : evaluation;
    default:
      return evaluation;
  }
}

function reason(evaluation: StoredEvaluation): string {
  const { op, label, asset, children } = evaluation;
  const isTrue = evaluation.holds > 0;
  if (isOperand(evaluation)) return operandSentence(evaluation);
  const [trigger, reset] = children;
  if (op === "since" && trigger && reset && isOperand(trigger) && label !== "sinceLastHandled")
    return `${operandSentence({ ...trigger, holds: evaluation.holds })} since ${nameOf(reset)}`;
  if (op === "since" && trigger)
    return `${nameOf(trigger)} ${isTrue ? "has" : "hasn't"} been true since ${asset} was last handled`;
  return `${nameOf(evaluation)} ${isTrue ? "holds" : "doesn't hold"} for ${asset}`;
}

const nameOf = ({ label, op, text, children }: StoredEvaluation): string =>
  label ?? (op === "or" ? children.map(nameOf).join(" or ") : text);
