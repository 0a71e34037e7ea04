import type { Outbox, OutboxJob } from "../background-jobs";
import type { AuditDraft } from "../identity/audit";
import type { OverdueRuns, RunStatus } from "../run";
import type {
  AdmissionState,
  LimitRecord,
  PoolUse,
  QueuedRun,
  QueueRequest,
  WaitingDeployment,
  WorkerBeat,
} from "./records";
import type { AdmissionRun } from "./types";

/** One admission pass's view; only one pass runs at a time on the whole platform. */
export type AdmissionTx = {
  readWaiting(): Promise<readonly WaitingDeployment[]>;
  readState(waiting: readonly WaitingDeployment[]): Promise<AdmissionState>;
  /** Pages of queues, in the order in which each is served. */
  readQueue(requests: readonly QueueRequest[]): Promise<readonly QueuedRun[]>;
  /** Moves the runs to STARTING, in this order; returns what to publish. */
  admit(runs: readonly { readonly orgId: string; readonly id: string }[]): Promise<readonly OutboxJob[]>;
};

/** `busy`: another process has its pass. */
export type AdmissionQueue = { unscopedAdmission<T>(pass: (tx: AdmissionTx) => Promise<T>): Promise<T | "busy"> };

/** The workers that are alive. */
export type WorkerRegistry = {
  unscopedBeat(worker: WorkerBeat): Promise<void>;
  unscopedDeleteWorker(id: string): Promise<void>;
  unscopedDeleteStaleWorkers(): Promise<number>;
  unscopedListWorkers(): Promise<readonly (WorkerBeat & { readonly seenAt: Date; readonly startedAt: Date })[]>;
};

/** Everything that dispatches work. It spans all organizations. */
export type QueueStore = AdmissionQueue &
  OverdueRuns &
  Outbox &
  WorkerRegistry & {
    /** Launches that were published longer ago than this and that no worker has picked up. */
    unscopedUnclaimed(
      olderThanMs: number,
    ): Promise<readonly { readonly orgId: string; readonly runId: string; readonly attempt: number }[]>;
  };

/** What waits in a deployment, and why. */
export type QueueReader = {
  /** What the next admission pass would see of one deployment. */
  readPicture(
    orgId: string,
    deploymentId: string,
  ): Promise<AdmissionState & { readonly queued: readonly AdmissionRun[] }>;
  findRun(
    orgId: string,
    runId: string,
  ): Promise<{ deploymentId: string; status: RunStatus; notBefore: Date | null } | null>;
};

/** Limits on runs in progress, and sizes of pools. */
export type LimitStore = {
  list(orgId: string, deploymentId: string): Promise<readonly LimitRecord[]>;
  /** Creates the limit of a subject, or changes it. */
  set(orgId: string, deploymentId: string, limit: Omit<LimitRecord, "updatedAt">, audit: AuditDraft): Promise<void>;
  delete(orgId: string, deploymentId: string, id: string, audit: AuditDraft): Promise<boolean>;
  getPoolDefault(orgId: string, deploymentId: string): Promise<number | null>;
  setPoolDefault(orgId: string, deploymentId: string, limit: number | null, audit: AuditDraft): Promise<void>;
  listPoolUse(orgId: string, deploymentId: string): Promise<readonly PoolUse[]>;
};
