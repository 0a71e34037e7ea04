/** What `ctx.state` keeps of one asset, or of one of its partitions: JSON by name. */
export type StateValues = Record<string, unknown>;

/** State of one asset: as a whole, and by partition. Absent is empty. */
export type StoredState = {
  asset?: StateValues | undefined;
  partitions?: Record<string, StateValues> | undefined;
};

/** State of an asset (`partition` is null) or of one of its partitions. */
export type StateEntry = {
  readonly partition: string | null;
  readonly value: StateValues;
  /** Size of the value as JSON. */
  readonly bytes: number;
  readonly updatedAt: Date;
  /** The run that set it; null if a person or token did. */
  readonly runId: string | null;
  readonly updatedBy: string | null;
};

/** `running`: that run has read the state and would overwrite the change; nothing was changed. */
export type StateEdit =
  | { readonly kind: "changed"; readonly entries: number }
  | { readonly kind: "running"; readonly runId: string };

/** Of one asset: its own state (`partition` is null), that of a partition, or all of both. */
export type ResetTarget = { readonly partition: string | null } | "all";

/** Whose state a run reads: that of its assets, and of the partitions that it is for. */
export type RunStateScope = {
  readonly deploymentId: string;
  readonly assets: readonly string[];
  readonly partitionKeys: readonly string[];
};
