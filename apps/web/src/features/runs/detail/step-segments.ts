import type { GanttSegment } from "@millrace/ui";

type Step = { status: string; stepAttempt: number; startedAt: Date | null; endedAt: Date | null };
type StepEvent = { type: string; at: Date; stepAttempt: number | null };

const ms = (value: Date | null): number | null => value?.getTime() ?? null;

/**
 * A step's time segments: one, or for a retried step whose events are loaded, one per attempt
 * with a waiting segment between them.
 */
export function stepSegments(step: Step, events: readonly StepEvent[] = []): GanttSegment[] {
  const from = ms(step.startedAt);
  if (from === null) return [];
  const retries = events.filter((event) => event.type === "stepRetrying");
  if (retries.length === 0) {
    const label = step.stepAttempt > 1 ? { label: `Attempt ${step.stepAttempt}` } : {};
    return [{ kind: "run", from, to: ms(step.endedAt), status: step.status, ...label }];
  }
  const starts = events.filter((event) => event.type === "stepStarted");
  const startOf = (attempt: number) => ms(starts.find((event) => event.stepAttempt === attempt)?.at ?? null);
  const segments: GanttSegment[] = [];
  for (const retry of retries) {
    const attempt = retry.stepAttempt ?? 1;
    const failedAt = retry.at.getTime();
    const next = startOf(attempt + 1);
    segments.push({
      kind: "run",
      from: startOf(attempt) ?? from,
      to: failedAt,
      status: "FAILURE",
      label: `Attempt ${attempt} failed`,
    });
    segments.push({
      kind: "wait",
      from: failedAt,
      to: next,
      status: "RETRYING",
      label: `Waiting for attempt ${attempt + 1}`,
    });
  }
  const last = (retries.at(-1)?.stepAttempt ?? 1) + 1;
  const lastFrom = startOf(last);
  if (lastFrom !== null) {
    segments.push({ kind: "run", from: lastFrom, to: ms(step.endedAt), status: step.status, label: `Attempt ${last}` });
  }
  return segments;
}
