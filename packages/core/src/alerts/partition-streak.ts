import { byEnd, type Outcome, type Streak, streakOf } from "./streak";

/** The streak of a subject, and its partitions whose newest outcome is a failure, in the order of those outcomes. */
export type SubjectStreak = Streak & { readonly failedPartitions: readonly string[] };

/**
 * Returns the streak of a subject as the worst of its partitions: it is failing until the last failed partition has
 * succeeded. Failures in a row count across partitions too, so that a daily job that fails three days in a row has three.
 * @param failedBefore partitions that were failing before the oldest outcome of the history
 */
export function subjectStreak(history: readonly Outcome[], failedBefore: readonly string[] = []): SubjectStreak {
  const whole = streakOf(history);
  if (!isPartitioned(whole.newest)) return { ...whole, failedPartitions: [] };
  const ofPartitions = outcomesByPartition(history);
  const failed: { partition: string; streak: Streak }[] = [];
  for (const partition of new Set([...failedBefore, ...ofPartitions.keys()])) {
    const streak = streakOf(ofPartitions.get(partition) ?? []);
    if (streak.newest?.result !== "success") failed.push({ partition, streak });
  }
  if (failed.length === 0) return { ...whole, failedPartitions: [] };
  const newest = failed.flatMap(({ streak }) => streak.newest ?? []).sort(byEnd);
  return {
    ...whole,
    failures: Math.max(whole.failures, 1, ...failed.map(({ streak }) => streak.failures)),
    successes: 0,
    healed: 0,
    newest: newest.at(-1) ?? whole.newest,
    failedPartitions: failed.sort((a, b) => oldestFirst(a.streak, b.streak)).map(({ partition }) => partition),
  };
}

const isPartitioned = (outcome: Outcome | null): boolean => (outcome?.partitions?.length ?? 0) > 0;

function outcomesByPartition(history: readonly Outcome[]): Map<string, Outcome[]> {
  const found = new Map<string, Outcome[]>();
  for (const outcome of history) {
    for (const partition of outcome.partitions ?? []) {
      const own = found.get(partition);
      if (own) own.push(outcome);
      else found.set(partition, [outcome]);
    }
  }
  return found;
}

const oldestFirst = (a: Streak, b: Streak): number =>
  a.newest && b.newest ? byEnd(a.newest, b.newest) : Number(a.newest !== null) - Number(b.newest !== null);
