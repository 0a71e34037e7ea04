import type { NewRun, RunStatus, StepStatus } from "@millrace/core/run";

/** A finished run as re-execution and retries need it. */
export type FinishedRun = NewRun & {
  readonly orgId: string;
  readonly status: RunStatus;
  readonly failureReason: string | null;
  /** Its worker died while executing it. A worker that shut down in order reports its runs' ends itself. */
  readonly workerDied: boolean;
  readonly steps: readonly { readonly key: string; readonly status: StepStatus; readonly output: unknown }[];
};

export type RunReader = { getFinished(orgId: string, runId: string): Promise<FinishedRun | null> };
