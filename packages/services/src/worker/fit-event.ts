import { LIMITS } from "@millrace/core";
import type { RuntimeEvent } from "@millrace/protocol";
import { type Mask, maskDeep } from "./secret-mask";

/** Parts of events that people read; values and watermarks are data and stay as they are. */
const READ_BY_PEOPLE = new Set(["message", "fields", "metadata", "error", "reason"]);

/**
 * An event as it may be stored: secrets masked and within the size limit. A success is never cut: its value and its state
 * are what the run made, and have limits of their own.
 */
export function fitEvent(mask: Mask, event: RuntimeEvent): RuntimeEvent {
  const masked = Object.fromEntries(
    Object.entries(event).map(([key, value]) => [key, READ_BY_PEOPLE.has(key) ? maskDeep(mask, value) : value]),
  ) as RuntimeEvent;
  if (masked.type === "stepSucceeded") return masked;
  const bytes = Buffer.byteLength(JSON.stringify(masked));
  return bytes <= LIMITS.eventBytesMax ? masked : shortened(masked, bytes);
}

const TEXT_CHARS_MAX = 16_384;

function shortened(event: RuntimeEvent, bytes: number): RuntimeEvent {
  const note = `truncated: the event was ${bytes} bytes, over the limit of ${LIMITS.eventBytesMax} (eventBytesMax)`;
  const cut = (text: string) => (text.length > TEXT_CHARS_MAX ? `${text.slice(0, TEXT_CHARS_MAX)}… [${note}]` : text);
  const short: Record<string, unknown> = { ...event };
  if ("metadata" in event) short.metadata = { cut: note };
  if ("fields" in event && event.fields !== undefined) short.fields = { cut: note };
  if ("message" in event && event.message !== undefined) short.message = cut(event.message);
  if ("error" in event) {
    const { stack, frame: _, ...error } = event.error;
    short.error = { ...error, message: cut(error.message), ...(stack === undefined ? {} : { stack: cut(stack) }) };
  }
  return short as RuntimeEvent;
}
