import type {
  AdmissionDeployment,
  AdmissionOrganization,
  AdmissionRun,
  InProgressRun,
  PoolSlot,
} from "@millrace/core/admission";
import type { MoveResult, NewRun, OutboxJob, RunMove, RunStatus } from "@millrace/core/run";

/** Moves of runs. */
export type RunMoves = {
  transition(orgId: string, runId: string, move: RunMove): Promise<MoveResult>;
};

/** Launches of one organization go one after the other, so that their quotas hold. */
export type RunLaunches = {
  launch<T>(orgId: string, work: (tx: LaunchTx) => Promise<T>): Promise<T>;
};

export type LaunchTx = {
  usage(): Promise<{ queued: number; lastDay: number }>;
  /** The ID of the run with a key; null if there is none. */
  findByKey(deploymentId: string, runKey: string): Promise<string | null>;
  /** The ID of an unfinished re-run or retry of a run; null if there is none. */
  findUnfinishedChild(runId: string): Promise<string | null>;
  insert(run: NewRun): Promise<void>;
};

export type WaitingDeployment = { readonly orgId: string; readonly id: string };

export type AdmissionState = {
  readonly organizations: readonly AdmissionOrganization[];
  readonly deployments: readonly AdmissionDeployment[];
  readonly inProgress: readonly InProgressRun[];
  readonly poolSlots: readonly PoolSlot[];
  readonly capacity: number;
  /** Places beyond it for organizations that have nothing in progress. */
  readonly reserved: number;
};

export type QueueCursor = { readonly priority: number; readonly createdAt: Date; readonly id: string };
export type QueuedRun = AdmissionRun & QueueCursor & { readonly orgId: string };

/** One admission pass's view; only one pass runs at a time on the whole platform. */
export type AdmissionTx = {
  readWaiting(): Promise<readonly WaitingDeployment[]>;
  readState(waiting: readonly WaitingDeployment[]): Promise<AdmissionState>;
  /** Pages of queues, in the order in which each is served. */
  readQueue(
    requests: readonly (WaitingDeployment & { readonly size: number; readonly after?: QueueCursor })[],
  ): Promise<readonly QueuedRun[]>;
  admit(runs: readonly { orgId: string; id: string }[]): Promise<readonly OutboxJob[]>;
};

/** `busy`: another process has its pass. */
export type AdmissionQueue = { unscopedAdmission<T>(pass: (tx: AdmissionTx) => Promise<T>): Promise<T | "busy"> };

export type OverdueRun = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly why: "leaseExpired" | "neverStarted" | "tooLong";
};

export type OverdueRuns = {
  /** If the pass before was longer ago than `pauseMs`, no lease expires for another `leaseMs`. */
  unscopedReaperPass(times: {
    startTimeoutMs: number;
    wallTimeGraceMs: number;
    pauseMs: number;
    leaseMs: number;
  }): Promise<{ readonly overdue: readonly OverdueRun[]; readonly isGraceGiven: boolean }>;
};

/** Moves of runs that no other transaction holds: the others are stale. */
export type UnlockedRunMoves = {
  transitionUnlocked(orgId: string, runId: string, move: RunMove): Promise<MoveResult>;
};
