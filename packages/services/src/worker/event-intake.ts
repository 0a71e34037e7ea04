import type { RuntimeEvent } from "@millrace/protocol";
import type { KnownSteps } from "./known-steps";

const DAY_MS = 86_400_000;

/**
 * Checks what a sandbox says happened against the run that it executes. Times outside the run are moved to its bounds: the
 * clock of a sandbox is its own.
 * @param startedAt when the run started, in milliseconds since 1970
 * @throws {ChannelError} when an event names a step or an attempt that the run doesn't have
 */
export function checkedEvent(steps: KnownSteps, startedAt: number, event: RuntimeEvent): RuntimeEvent {
  if (event.type === "stepsAdded") steps.add(event.step, event.keys);
  if (event.step !== undefined) steps.get(event.step, "stepAttempt" in event ? event.stepAttempt : undefined);
  const at = Math.min(Math.max(event.at, startedAt - DAY_MS), Date.now() + DAY_MS);
  return at === event.at ? event : { ...event, at };
}
