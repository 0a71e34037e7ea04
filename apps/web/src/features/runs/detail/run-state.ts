"use client";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const RUN_TABS = ["events", "stdout", "stderr", "config", "details"] as const;
export type RunTab = (typeof RUN_TABS)[number];

/** The page section with events and logs; the failure card links to it. */
export const RUN_OUTPUT_ID = "output";

/** URL value for "no step", where a failed step would be selected by default. */
export const ALL_STEPS = "*";

/** The step whose events and logs are shown: the selected one, otherwise the failed one. */
export function shownStep(chosen: string | null, failed: string | null | undefined): string | null {
  if (chosen === ALL_STEPS) return null;
  return chosen ?? failed ?? null;
}

/** The selection on a run page, stored in the URL: step, tab, and attempt. */
export function useRunState() {
  return useQueryStates({
    step: parseAsString,
    tab: parseAsStringLiteral(RUN_TABS).withDefault("events"),
    attempt: parseAsInteger,
  });
}
