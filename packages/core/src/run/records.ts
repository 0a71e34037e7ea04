import type { RunPlan } from "../plan/run-plan";
import type { RunFence } from "./moves";
import type { RunStatus, RunTrigger, StepStatus } from "./run-lifecycle";

/** A run as it is launched; times, status and version are the database's. */
export type NewRun = {
  readonly id: string;
  readonly deploymentId: string;
  readonly locationId: string;
  /** The location's name. */
  readonly location: string;
  readonly versionId: string;
  readonly job: string | null;
  /** The selection text that was asked for. */
  readonly selection: string | null;
  readonly assetKeys: readonly string[];
  readonly plan: RunPlan;
  readonly config: unknown;
  readonly partitionKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly pools: readonly string[];
  /** The pool of each step that can start immediately, `""` for a step without one. */
  readonly rootPools: readonly string[];
  readonly concurrencyKey: string | null;
  readonly priority: number;
  readonly trigger: RunTrigger;
  /** Unique in the deployment; null for a run that can be launched any number of times. */
  readonly runKey: string | null;
  readonly launchedBy: string | null;
  readonly launchedByName: string | null;
  readonly parentRunId: string | null;
  readonly rootRunId: string | null;
  readonly retryNumber: number;
  /** Values of finished steps of the parent, by step key (`ValueRef`s). */
  readonly reuse: Readonly<Record<string, unknown>> | null;
  readonly notBefore: Date | null;
};

/** A run with everything that a retry or a re-run takes over. */
export type PastRun = NewRun & {
  readonly orgId: string;
  readonly status: RunStatus;
  readonly failureReason: string | null;
  /** Its worker died while executing it. A worker that shut down in order reports its runs' ends itself. */
  readonly workerDied: boolean;
  readonly steps: readonly { readonly key: string; readonly status: StepStatus; readonly output: unknown }[];
};

/** A finished run with the times of its steps. */
export type TracedRun = {
  readonly orgId: string;
  readonly id: string;
  readonly status: string;
  readonly job: string | null;
  readonly location: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly failureReason: string | null;
  readonly steps: readonly TracedStep[];
};

export type TracedStep = {
  readonly key: string;
  readonly status: string;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly attempts: number;
};

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
  /** The name of the code location. */
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
  /** The automatic retry of this run; null if there is none. */
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

/** A step of a run, or an item of a map, as its events left it. */
export type StoredStep = {
  readonly key: string;
  readonly status: StepStatus;
  readonly output: unknown;
  readonly error: unknown;
  readonly reason: string | null;
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

export type OutputStream = "stdout" | "stderr";

/** A piece of a step's output. Small pieces carry their text, large ones the key of the object that holds it. */
export type NewLogChunk = {
  /** Empty for output that belongs to no step. */
  readonly step: string;
  readonly stepAttempt: number;
  readonly stream: OutputStream;
  readonly startByte: number;
  readonly endByte: number;
  readonly lines: number;
  readonly text?: string | null | undefined;
  readonly object?: string | null | undefined;
};

export type LogChunk = NewLogChunk & { readonly id: number; readonly attempt: number; readonly at: Date };

export type OutputSize = { readonly step: string; readonly stream: OutputStream; readonly bytes: number };

/** What a worker needs to execute a run. */
export type ExecutionInput = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly deploymentId: string;
  readonly deployment: string;
  readonly locationId: string;
  readonly location: string;
  readonly bundleHash: string;
  readonly egress: readonly string[];
  readonly job: string | null;
  readonly plan: RunPlan;
  readonly config: unknown;
  readonly partitionKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly reuse: Readonly<Record<string, unknown>> | null;
  readonly sandbox: SandboxSettings & { readonly wallTimeMs: number };
};

export type SandboxSettings = {
  readonly memoryBytes: number;
  readonly cpuCores: number;
  readonly processesMax: number;
  readonly scratchBytes: number;
};

/** A run whose lease a worker holds. */
export type HeldRun = RunFence & { readonly orgId: string; readonly runId: string };
export type HeartbeatAnswer = { readonly runId: string; readonly cancel: boolean };

/** A run that no process looks after anymore. */
export type OverdueRun = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly why: "leaseExpired" | "neverStarted" | "tooLong";
};

/** A code location as it is active in a deployment. */
export type ActiveLocation = {
  readonly locationId: string;
  /** Its name. */
  readonly location: string;
  readonly versionId: string;
};

export type DeploymentSettings = {
  readonly id: string;
  readonly name: string;
  readonly runRetriesMax: number;
  readonly parallelStepsMax: number | null;
};

export type LaunchQuotas = {
  readonly queuedRunsMax: number;
  readonly runsPerDayMax: number;
};

/** Runs whose events and logs were deleted. */
export type PrunedRuns = {
  readonly runs: readonly { readonly orgId: string; readonly id: string; readonly deploymentId: string }[];
  /** Objects that held logs of these runs. */
  readonly logs: readonly string[];
  /** Stored values that assets still have; the other values of these runs can be deleted. */
  readonly valuesInUse: readonly string[];
};
