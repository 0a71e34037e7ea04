/** A limit over runs that carry a tag: one value, all values together, or each value on its own. */
export type TagLimit = {
  readonly key: string;
  /** With a value, only runs whose tag has exactly it count. */
  readonly value?: string;
  readonly limit: number;
  /** Without a value: every distinct value has a separate counter instead of one that all share. */
  readonly applyLimitPerUniqueValue?: boolean;
};

export type LocationLimit = { readonly location: string; readonly limit: number };

/** A limit over the runs of one job; `perKey` counts each `concurrencyKey` on its own. */
export type JobLimit = {
  readonly location: string;
  readonly job: string;
  readonly limit: number;
  readonly perKey?: boolean;
};

/** `op` counts executing steps, `run` counts in-progress runs that contain any step of the pool. */
export type PoolGranularity = "op" | "run";
export type PoolLimit = { readonly name: string; readonly limit: number; readonly granularity?: PoolGranularity };

/** In every limit below, a negative number means unlimited and 0 means paused; what is not a number blocks. */
export type AdmissionOrganization = {
  readonly id: string;
  readonly concurrentRunsMax: number;
  /** Share of the platform relative to other organizations; 1 unless given. */
  readonly weight?: number;
};

export type AdmissionDeployment = {
  readonly id: string;
  readonly organizationId: string;
  readonly concurrentRunsMax: number;
  readonly tagLimits?: readonly TagLimit[];
  readonly locationLimits?: readonly LocationLimit[];
  readonly jobLimits?: readonly JobLimit[];
  readonly pools?: readonly PoolLimit[];
  /** For pools that `pools` does not list; absent = unlimited. */
  readonly defaultPoolLimit?: number;
  readonly poolGranularity?: PoolGranularity;
};

/** What admission needs to know of a run. */
export type AdmissionRun = {
  readonly id: string;
  readonly deploymentId: string;
  readonly location?: string | null;
  readonly job?: string | null;
  readonly concurrencyKey?: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Every pool that a step of the run names. */
  readonly pools?: readonly string[];
  /** The pool of each step that may start immediately, `null` for a step without one. */
  readonly rootPools?: readonly (string | null)[];
};

export type InProgressRun = AdmissionRun & {
  /** True until its first steps had a chance to take slots (status STARTING): its root steps count as slots in use. */
  readonly isStarting?: boolean;
};

/** A slot of a pool of granularity `op` that a step holds now. */
export type PoolSlot = { readonly deploymentId: string; readonly pool: string; readonly runId: string };

export type AdmissionInput = {
  readonly organizations: readonly AdmissionOrganization[];
  readonly deployments: readonly AdmissionDeployment[];
  /** Runs in STARTING, STARTED or CANCELING: all counters are derived from them. */
  readonly inProgress: readonly InProgressRun[];
  /** Oldest first. */
  readonly queued: readonly AdmissionRun[];
  /** Slots held by steps; `null` says that they could not be read, and then pools of granularity `op` block. */
  readonly poolSlots?: readonly PoolSlot[] | null;
  /** Runs that the platform as a whole may have in progress; absent = unlimited. */
  readonly capacity?: number;
  /** Places beyond `capacity` for organizations that have nothing in progress, one each; 0 unless given. */
  readonly reserved?: number;
};

export type LimitKind = "capacity" | "organization" | "deployment" | "location" | "job" | "tag" | "pool";

/** A limit that blocks a run. */
export type BlockingLimit = {
  readonly kind: LimitKind;
  readonly name: string;
  /** `null` when it could not be read. */
  readonly used: number | null;
  readonly limit: number;
  /** Runs that hold it, oldest first, at most 20; empty where they belong to others. */
  readonly heldBy: readonly string[];
};
