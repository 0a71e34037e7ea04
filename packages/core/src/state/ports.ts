import type { AssetRef } from "../assets";
import type { AuditDraft } from "../identity/audit";
import type { ResetTarget, StateEdit, StateEntry, StateValues } from "./records";

export type StateChange = {
  readonly value: StateValues;
  /** The name of the person or token that makes the change. */
  readonly by: string;
  audit(before: StateValues | null): AuditDraft;
};

/** State as pages and people see it. */
export type StateStore = {
  find(orgId: string, asset: AssetRef, partition: string | null): Promise<StateEntry | null>;
  /** How many partitions of an asset have state. */
  countPartitions(orgId: string, asset: AssetRef): Promise<number>;
  /** By key, the greatest first: of time windows the newest. `search` is a part of the key. */
  listPartitions(
    orgId: string,
    asset: AssetRef,
    query: { readonly search?: string | undefined; readonly before?: string | undefined; readonly limit: number },
  ): Promise<readonly StateEntry[]>;
  set(orgId: string, asset: AssetRef, partition: string | null, change: StateChange): Promise<StateEdit>;
  /** `before` is null for everything together: it can be too much for an audit entry. */
  reset(
    orgId: string,
    asset: AssetRef,
    target: ResetTarget,
    audit: (before: StateValues | null, entries: number) => AuditDraft,
  ): Promise<StateEdit>;
};
