import { parseCron } from "../../cron/parse-cron";
import { timeZone } from "../../cron/zone";
import { DomainError } from "../../errors";
import { LIMITS } from "../../limits";
import { parseSelection } from "../../selection/parse";
import { childrenOf } from "./children";
import type { Condition } from "./condition";

/**
 * Checks a condition: its size, crons, time zones, and selections, and that operands about checks are within
 * `anyChecks` or `allChecks`.
 *
 * @throws DomainError `condition_too_large`, `condition_misplaced`, `cron_invalid`, `time_zone_invalid`, or
 *   `invalid_selection`.
 */
export function checkCondition(condition: Condition): void {
  let parts = 0;
  const visit = (part: Condition, isOfCheck: boolean): void => {
    parts += 1;
    if (parts > LIMITS.conditionPartsMax) throw tooLarge();
    checkPart(part, isOfCheck);
    const isChecks = part.op === "anyChecks" || part.op === "allChecks";
    for (const child of childrenOf(part)) visit(child, isOfCheck || isChecks);
  };
  visit(condition, false);
}

function checkPart(part: Condition, isOfCheck: boolean): void {
  switch (part.op) {
    case "cronTickPassed":
      parseCron(part.cron);
      timeZone(part.timeZone ?? "UTC");
      break;
    case "anyDeps":
    case "allDeps":
      if (part.allow !== undefined) parseSelection(part.allow);
      if (part.ignore !== undefined) parseSelection(part.ignore);
      break;
    case "checkPassed":
    case "checkFailed":
      if (!isOfCheck) throw misplaced(part.op);
      break;
    default:
  }
}

const tooLarge = (): DomainError =>
  new DomainError(
    "invalid",
    "condition_too_large",
    `The condition has more than ${LIMITS.conditionPartsMax} parts (conditionPartsMax).`,
  );

const misplaced = (op: string): DomainError =>
  new DomainError("invalid", "condition_misplaced", `${op} is about a check. Use it within anyChecks or allChecks.`);
