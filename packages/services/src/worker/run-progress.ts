import type { StoredStep } from "@millrace/core/run";
import type { Assignment, RunProgress, ValueRef, WireError } from "@millrace/protocol";
import type { NextAttempt } from "./step-attempts";

type RunAssignment = Extract<Assignment, { kind: "run" }>;

/** What is known about a run whose process ended. */
export type ProgressFacts = {
  readonly steps: readonly StoredStep[];
  /** Keys of the maps whose items are known. */
  readonly expanded: readonly string[];
  readonly waiting: ReadonlyMap<string, NextAttempt>;
  readonly elapsedMs: number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** The value of a step that returned nothing. */
const NOTHING: ValueRef = { object: "", codec: "none", bytes: 0, inline: "" };

const ENDS = { FAILURE: "failure", SKIPPED: "skipped", CANCELED: "canceled" } as const;

/** Returns the assignment with which a fresh process continues a run, from what is stored of it. */
export function continuedAssignment(first: RunAssignment, facts: ProgressFacts): RunAssignment {
  const succeeded = facts.steps.filter(({ status }) => status === "SUCCESS");
  const ended = facts.steps.flatMap(({ key, status, error, reason }) => {
    const end = ENDS[status as keyof typeof ENDS];
    if (end === undefined) return [];
    const why = end === "failure" ? { reason: reason as "STEP_FAILURE", error: error as WireError } : {};
    return [[key, { end, ...why }] as const];
  });
  const attempts = [...facts.waiting].map(
    ([key, { next, startsAt }]) => [key, { next, delayMs: Math.max(0, startsAt - facts.now) }] as const,
  );
  const progress: RunProgress = {
    ended: Object.fromEntries(ended),
    expanded: [...facts.expanded],
    attempts: Object.fromEntries(attempts),
    elapsedMs: facts.elapsedMs,
  };
  const values = succeeded.map(({ key, output }) => [key, (output as ValueRef | null) ?? NOTHING] as const);
  return { ...first, reuse: { ...first.reuse, ...Object.fromEntries(values) }, progress };
}
