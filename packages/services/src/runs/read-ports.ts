import type { RunPlan } from "@millrace/core/plan";
import type { RunStatus } from "@millrace/core/run";

/** A run as lists show it. */
export type RunRow = {
  readonly id: string;
  readonly deploymentId: string;
  readonly status: RunStatus;
  readonly job: string | null;
  readonly selection: string | null;
  /** In lists the first twenty; `assetCount` counts all. */
  readonly assetKeys: readonly string[];
  readonly assetCount: number;
  readonly partitionKeys: readonly string[];
  readonly location: string;
  readonly locationId: string;
  readonly versionId: string;
  readonly trigger: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly priority: number;
  readonly attempt: number;
  readonly retryNumber: number;
  readonly parentRunId: string | null;
  readonly launchedByName: string | null;
  readonly failureReason: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
};

export type RunDetails = RunRow & {
  readonly config: unknown;
  readonly plan: RunPlan;
  readonly error: unknown;
  readonly launchedBy: string | null;
  readonly rootRunId: string | null;
  readonly launcher: string | null;
  readonly workerId: string | null;
  readonly admittedAt: Date | null;
  readonly notBefore: Date | null;
  readonly eventsDeletedAt: Date | null;
  readonly outputBytes: number;
  readonly versionNumber: number | null;
  readonly retryRunId: string | null;
};

export type StepRow = {
  readonly key: string;
  readonly kind: string;
  readonly definition: string;
  /** Assets that the step materializes. */
  readonly assets: readonly string[];
  readonly status: string;
  readonly stepAttempt: number;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly error: unknown;
  readonly reason: string | null;
  readonly ordinal: number;
};

export type EventRecord = {
  readonly seq: number;
  readonly attempt: number;
  readonly at: Date;
  readonly type: string;
  readonly step: string | null;
  readonly stepAttempt: number | null;
  readonly level: string | null;
  readonly message: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
};

export type LogChunkRow = {
  readonly id: number;
  readonly attempt: number;
  readonly step: string;
  readonly stepAttempt: number;
  readonly stream: "stdout" | "stderr";
  readonly startByte: number;
  readonly endByte: number;
  readonly lines: number;
  readonly text?: string | null | undefined;
  readonly object?: string | null | undefined;
  readonly at: Date;
};

export type RunFilter = {
  readonly deploymentId: string;
  readonly status?: readonly string[] | undefined;
  readonly trigger?: readonly string[] | undefined;
  readonly job?: string | undefined;
  readonly asset?: string | undefined;
  readonly location?: string | undefined;
  readonly tag?: string | undefined;
  readonly launchedBy?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

export type OutputSize = { readonly step: string; readonly stream: "stdout" | "stderr"; readonly bytes: number };

export type LogQuery = {
  readonly step?: string | undefined;
  readonly stream?: "stdout" | "stderr" | undefined;
  readonly stepAttempt?: number | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
};

/** What pages and the API read of runs. */
export type RunPages = {
  list(
    orgId: string,
    filter: RunFilter,
    page: { limit: number; before?: { createdAt: Date; id: string } | undefined },
  ): Promise<readonly RunRow[]>;
  countNewer(orgId: string, filter: RunFilter, options: { since: string; max: number }): Promise<number>;
  findNeighbors(
    orgId: string,
    run: { id: string; createdAt: Date; deploymentId: string; job: string | null },
  ): Promise<{ previous: string | null; next: string | null }>;
  findRows(orgId: string, deploymentId: string, ids: readonly string[]): Promise<readonly RunRow[]>;
  locate(orgId: string, runId: string): Promise<{ deployment: string } | null>;
  findDetails(orgId: string, runId: string): Promise<RunDetails | null>;
  listSteps(orgId: string, runId: string): Promise<readonly StepRow[]>;
  listEvents(
    orgId: string,
    runId: string,
    query: { after: number; step?: string | undefined; limit: number },
  ): Promise<readonly EventRecord[]>;
  readLogChunks(orgId: string, runId: string, query: LogQuery): Promise<readonly LogChunkRow[]>;
  readOutputSizes(orgId: string, runId: string): Promise<readonly OutputSize[]>;
};
