import type { AdmissionDeployment, AdmissionOrganization, AdmissionRun, InProgressRun, PoolSlot } from "./types";

export type WaitingDeployment = { readonly orgId: string; readonly id: string };

/** Everything that an admission pass needs, except the queue. */
export type AdmissionState = {
  readonly organizations: readonly AdmissionOrganization[];
  readonly deployments: readonly AdmissionDeployment[];
  readonly inProgress: readonly InProgressRun[];
  readonly poolSlots: readonly PoolSlot[];
  /** Runs that live workers can hold, less those that other organizations hold: 0 while no worker lives. */
  readonly capacity: number;
  /** Slots beyond it for organizations that have nothing in progress. */
  readonly reserved: number;
};

/** Where a page of a deployment's queue ended. */
export type QueueCursor = { readonly priority: number; readonly createdAt: Date; readonly id: string };
export type QueueRequest = WaitingDeployment & { readonly size: number; readonly after?: QueueCursor };
export type QueuedRun = AdmissionRun & QueueCursor & { readonly orgId: string };

/** A limit of a deployment, as it is stored. */
export type LimitRecord = {
  readonly id: string;
  readonly kind: "TAG" | "LOCATION" | "JOB" | "POOL";
  readonly key: string;
  readonly value: string | null;
  readonly perUniqueValue: boolean;
  readonly granularity: string;
  readonly limit: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
};

/** Runs in progress that name a pool, and slots that are taken. */
export type PoolUse = { readonly pool: string; readonly runs: number; readonly slots: number };

/** What a worker reports of itself. */
export type WorkerBeat = {
  readonly id: string;
  /** Maximum concurrent runs. */
  readonly slots: number;
  readonly launcher: string;
};
