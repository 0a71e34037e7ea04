import { LIMITS } from "@millrace/core";
import type { RuntimeEvent } from "./runtime-event";

/** Texts of an event that is too large keep this many characters. */
const TEXT_CHARS_MAX = 16_384;

/**
 * Returns an event without what makes it too large to store: metadata and fields are replaced, texts cut, each with a note.
 * @param bytes what the event takes as JSON
 */
export function shortenedEvent(event: RuntimeEvent, bytes: number): RuntimeEvent {
  const note = `truncated: the event was ${bytes} bytes, over the limit of ${LIMITS.eventBytesMax} (eventBytesMax)`;
  const cut = (text: string): string =>
    text.length > TEXT_CHARS_MAX ? `${text.slice(0, TEXT_CHARS_MAX).replace(/[\ud800-\udbff]$/, "")}… [${note}]` : text;
  switch (event.type) {
    case "materialization":
    case "observation":
      return { ...event, metadata: { cut: note } };
    case "checkResult":
      return {
        ...event,
        metadata: { cut: note },
        ...(event.message === undefined ? {} : { message: cut(event.message) }),
      };
    case "log":
      return {
        ...event,
        message: cut(event.message),
        ...(event.fields === undefined ? {} : { fields: { cut: note } }),
      };
    case "engine":
      return { ...event, message: cut(event.message) };
    case "stepSkipped":
      return { ...event, reason: cut(event.reason) };
    case "stepFailed":
    case "stepRetrying": {
      const { stack, frame: _, ...error } = event.error;
      const message = cut(error.message);
      return { ...event, error: { ...error, message, ...(stack === undefined ? {} : { stack: cut(stack) }) } };
    }
    default:
      return event;
  }
}
