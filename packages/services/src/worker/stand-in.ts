import type { RuntimeEvent, WireError } from "@millrace/protocol";

/** What is stored in place of an event that the database rejected. */
export type StandIn = {
  readonly event: RuntimeEvent;
  /** Set when the run can't succeed without the event. */
  readonly failure?: WireError;
};

const DETAIL_CHARS_MAX = 300;

/**
 * Returns an event that says which one couldn't be stored. Steps still start and end in the history; a lost result fails
 * the run, because later runs would rely on it.
 */
export function standInFor(event: RuntimeEvent, cause: Error): StandIn {
  const message = `An event of type ${event.type} couldn't be stored: ${cause.message.slice(0, DETAIL_CHARS_MAX)}`;
  const error: WireError = { name: "EventNotStored", code: "EVENT_NOT_STORED", message };
  const { at } = event;
  switch (event.type) {
    case "stepFailed":
    case "stepRetrying":
      return { event: { ...event, error } };
    case "stepSkipped":
      return { event: { ...event, reason: message } };
    case "stepSucceeded": {
      const { step, stepAttempt } = event;
      return { event: { type: "stepFailed", at, step, stepAttempt, error, reason: "STEP_FAILURE" }, failure: error };
    }
    case "log":
    case "observation":
    case "engine":
      return { event: { type: "engine", at, message } };
    default:
      return { event: { type: "engine", at, message }, failure: error };
  }
}
