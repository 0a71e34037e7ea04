import { LIMITS } from "@millrace/core";
import { type Mask, maskDeep } from "@millrace/core/secrets";
import { type RuntimeEvent, shortenedEvent } from "@millrace/protocol";

/** Parts of events that people read; values and watermarks are data and stay as they are. */
const READ_BY_PEOPLE = new Set(["message", "fields", "metadata", "error", "reason"]);

/** An event that can be stored, and its size as JSON. */
export type FitEvent = { readonly event: RuntimeEvent; readonly bytes: number };

/**
 * Returns an event with secrets masked and within the size limit. A success is never cut: its value and its state are
 * the result of the run, and have limits of their own.
 */
export function fitEvent(mask: Mask, event: RuntimeEvent): FitEvent {
  const masked = Object.fromEntries(
    Object.entries(event).map(([key, value]) => [key, READ_BY_PEOPLE.has(key) ? maskDeep(mask, value) : value]),
  ) as RuntimeEvent;
  const bytes = jsonBytes(masked);
  if (masked.type === "stepSucceeded" || bytes <= LIMITS.eventBytesMax) return { event: masked, bytes };
  const short = shortenedEvent(masked, bytes);
  return { event: short, bytes: jsonBytes(short) };
}

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
