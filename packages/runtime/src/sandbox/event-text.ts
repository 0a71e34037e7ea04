import { LIMITS } from "@millrace/core";
import { type RuntimeEvent, shortenedEvent } from "@millrace/protocol";

/** The results of steps are never cut: they have limits of their own. */
const WHOLE: ReadonlySet<RuntimeEvent["type"]> = new Set(["stepSucceeded", "stepsAdded"]);

/** An event as JSON, as it is at this moment; what makes it larger than the platform stores is replaced by a note. */
export function eventText(event: RuntimeEvent): string {
  const text = JSON.stringify(event);
  if (WHOLE.has(event.type) || text.length <= LIMITS.eventBytesMax / MOST_BYTES_OF_A_CHARACTER) return text;
  const bytes = Buffer.byteLength(text);
  return bytes <= LIMITS.eventBytesMax ? text : JSON.stringify(shortenedEvent(event, bytes));
}

/** In UTF-8, of a code unit: only texts that could be too large are measured. */
const MOST_BYTES_OF_A_CHARACTER = 3;
