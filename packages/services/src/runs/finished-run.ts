import type { NewRun, RunStatus, StepStatus } from "@millrace/core/run";

/** A finished run as re-execution and retries need it. */
export type FinishedRun = NewRun & {
  readonly orgId: string;
  readonly status: RunStatus;
  readonly failureReason: string | null;
  readonly steps: readonly { readonly key: string; readonly status: StepStatus; readonly output: unknown }[];
};

export type RunReader = { getFinished(orgId: string, runId: string): Promise<FinishedRun | null> };
