"use client";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const RUN_TABS = ["events", "stdout", "stderr", "config", "details"] as const;
export type RunTab = (typeof RUN_TABS)[number];

/** The part of the page that holds events and logs; the failure card leads there. */
export const RUN_OUTPUT_ID = "output";

/** Stands in the address for "no single step", where a failed step would be chosen by default. */
export const ALL_STEPS = "*";

/** The step whose events and logs are shown: the chosen one, else the one that failed. */
export function shownStep(chosen: string | null, failed: string | null | undefined): string | null {
  if (chosen === ALL_STEPS) return null;
  return chosen ?? failed ?? null;
}

/** What is chosen on a run's page, as it stands in the address: step, tab and the step's attempt. */
export function useRunState() {
  return useQueryStates({
    step: parseAsString,
    tab: parseAsStringLiteral(RUN_TABS).withDefault("events"),
    attempt: parseAsInteger,
  });
}
