import type { NewRun, RunStatus } from "@millrace/core";
import type { Tags } from "./run-tags";

/** A finished run as re-execution and retries need it. */
export type FinishedRun = Omit<NewRun, "tags" | "reuse"> & {
  readonly orgId: string;
  readonly status: RunStatus;
  readonly tags: Tags;
  readonly reuse: Readonly<Record<string, unknown>> | null;
  readonly failureReason: string | null;
  readonly steps: readonly { readonly key: string; readonly status: string; readonly output: unknown }[];
};

export type RunReader = { getFinished(orgId: string, runId: string): Promise<FinishedRun | null> };
