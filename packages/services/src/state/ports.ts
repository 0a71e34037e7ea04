import type { AuditDraft } from "@millrace/core/identity";
import type { StateValues } from "@millrace/protocol";

/** What is kept of an asset (`partition` is null) or of one of its partitions. */
export type StateEntry = {
  readonly partition: string | null;
  readonly value: StateValues;
  /** Of the value as JSON. */
  readonly bytes: number;
  readonly updatedAt: Date;
  /** The run that set it; null when a person or token did. */
  readonly runId: string | null;
  readonly updatedBy: string | null;
};

/** `running`: that run works with the state and would overwrite the change; nothing was changed. */
export type StateEdit =
  | { readonly kind: "changed"; readonly entries: number }
  | { readonly kind: "running"; readonly runId: string };

type Place = { readonly deploymentId: string; readonly asset: string };

/** Of one asset: its own state, that of a partition, or all of both. */
export type ResetTarget = { readonly partition: string | null } | "all";

export type StateStore = {
  find(orgId: string, place: Place, partition: string | null): Promise<StateEntry | null>;
  countPartitions(orgId: string, place: Place): Promise<number>;
  /** By key, the greatest first. `search`: a part of the key. */
  listPartitions(
    orgId: string,
    place: Place,
    query: { readonly search?: string | undefined; readonly before?: string | undefined; readonly limit: number },
  ): Promise<readonly StateEntry[]>;
  set(
    orgId: string,
    place: Place,
    partition: string | null,
    change: { readonly value: StateValues; readonly by: string; audit(before: StateValues | null): AuditDraft },
  ): Promise<StateEdit>;
  /** `before` is null for all at once: it may be too much for an audit entry. */
  reset(
    orgId: string,
    place: Place,
    target: ResetTarget,
    audit: (before: StateValues | null, entries: number) => AuditDraft,
  ): Promise<StateEdit>;
};
