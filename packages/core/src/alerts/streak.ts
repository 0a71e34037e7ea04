/** How a subject did in one finished logical run. Canceled, skipped and unfinished runs are neutral: they never appear. */
export type Outcome = {
  readonly id: string;
  readonly endedAt: Date;
  readonly result: "success" | "failure";
  /** The partitions that the run was for. Empty or omitted if the subject isn't partitioned. */
  readonly partitions?: readonly string[];
};

/** The newest run of equal results. A subject without history has neither failures nor successes. */
export type Streak = {
  readonly failures: number;
  readonly successes: number;
  readonly newest: Outcome | null;
  /** The oldest outcome of the streak: since when it lasts. */
  readonly first: Outcome | null;
  /** Failures that the successes at the end healed. */
  readonly healed: number;
};

/** Orders outcomes by their end; those that end at the same time by ID. */
export const byEnd = (a: Outcome, b: Outcome): number =>
  a.endedAt.getTime() - b.endedAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The streak of a history in any order and with repeats: late and repeated messages change nothing. */
export function streakOf(history: readonly Outcome[]): Streak {
  const unique = [...new Map(history.map((outcome) => [outcome.id, outcome])).values()].sort(byEnd).reverse();
  const newest = unique[0];
  if (!newest) return { failures: 0, successes: 0, newest: null, first: null, healed: 0 };

  const length = lengthOfRun(unique, 0);
  const isFailing = newest.result === "failure";
  return {
    failures: isFailing ? length : 0,
    successes: isFailing ? 0 : length,
    newest,
    first: unique[length - 1] ?? newest,
    healed: isFailing ? 0 : lengthOfRun(unique, length),
  };
}

function lengthOfRun(outcomes: readonly Outcome[], from: number): number {
  const rest = outcomes.slice(from);
  const end = rest.findIndex((outcome) => outcome.result !== rest[0]?.result);
  return end === -1 ? rest.length : end;
}
