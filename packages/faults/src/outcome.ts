/** What came of one scenario. */
export type Outcome = {
  readonly name: string;
  readonly seconds: number;
  readonly knownFailing: string | undefined;
  /** Why it was skipped; undefined if it ran. */
  readonly skipped: string | undefined;
  /** What the fault broke, in sentences; none if Millrace survived it. */
  readonly problems: readonly string[];
  readonly runs: number;
  /** Runs that failed because their worker was gone. */
  readonly lost: number;
  readonly retried: number;
  /** Processes that the fault ended, and those that ended without having been ended. */
  readonly ended: { readonly expected: number; readonly unexpected: number };
  /** Folder with the logs of the apps, if it failed. */
  readonly logs: string | undefined;
};

/** What a scenario's outcome means for the suite. */
export type Verdict = "survived" | "FAILED" | "known" | "unexpectedly survived" | "skipped";

/** Returns the verdict: a failure that is known doesn't fail the suite. */
export function verdictOf({
  problems,
  knownFailing,
  skipped,
}: Pick<Outcome, "problems" | "knownFailing" | "skipped">): Verdict {
  if (skipped !== undefined) return "skipped";
  if (problems.length > 0) return knownFailing === undefined ? "FAILED" : "known";
  return knownFailing === undefined ? "survived" : "unexpectedly survived";
}

export type SuiteCounts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Returns the counts as a test runner has them; what is known to fail counts as skipped. */
export function countsOf(outcomes: readonly Outcome[]): SuiteCounts {
  const verdicts = outcomes.map(verdictOf);
  const count = (...wanted: readonly Verdict[]) => verdicts.filter((verdict) => wanted.includes(verdict)).length;
  return {
    passed: count("survived", "unexpectedly survived"),
    failed: count("FAILED"),
    skipped: count("known", "skipped"),
  };
}
