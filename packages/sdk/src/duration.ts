import { parseDuration } from "@millrace/core/duration";
import { isDomainError } from "@millrace/core/errors";
import { definitionError } from "./definition";

/** A duration as text: `"500ms"`, `"30s"`, `"5m"`, `"2h"`, `"1d"`. */
export type Duration = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

/**
 * Returns a {@link Duration} in milliseconds. Throws a definition error if it is malformed.
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
