import type { AdmissionRun } from "./types";

export const PRIORITY_TAG = "millrace/priority";

/** The run's priority: an integer, 0 when the tag is absent or malformed. Higher goes first. */
export function runPriority(tags: Readonly<Record<string, string>>): number {
  const text = tags[PRIORITY_TAG];
  if (text === undefined) return 0;
  return /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : 0;
}

/** The order in which a deployment's queue is served: priority, then first in first out. Takes runs oldest first. */
export function inQueueOrder<R extends Pick<AdmissionRun, "tags">>(oldestFirst: readonly R[]): readonly R[] {
  const priorities = oldestFirst.map((run) => runPriority(run.tags));
  if (priorities.every((priority) => priority === priorities[0])) return oldestFirst;
  return oldestFirst
    .map((run, index) => ({ run, priority: priorities[index] ?? 0 }))
    .sort((a, b) => b.priority - a.priority)
    .map(({ run }) => run);
}
