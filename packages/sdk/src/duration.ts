import { parseDuration } from "@millrace/core/duration";
import { isDomainError } from "@millrace/core/errors";
import { definitionError } from "./definition";

/** A span of time as text: `"500ms"`, `"30s"`, `"5m"`, `"2h"`, `"1d"`. */
export type Duration = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

/**
 * Milliseconds of a {@link Duration}.
 * @param where what to name in the error, such as `asset "orders" timeout`
 */
export function durationMs(text: string, where: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (isDomainError(error)) throw definitionError(`${where}: ${error.message}`);
    throw error;
  }
}
