import type { AuditDraft } from "@millrace/core/identity";
import type { PartitionChanges } from "@millrace/core/partitions";

export type PartitionSetUse = {
  readonly set: string;
  readonly kind: "asset" | "job";
  readonly key: string;
  readonly locationId: string;
};
export type DynamicKey = {
  readonly id: number;
  readonly key: string;
  readonly addedAt: Date;
  /** A name, or the run that added it. */
  readonly addedBy: string;
};
export type ChangedSet = { readonly added: number; readonly deleted: number; readonly size: number };

/** Named sets of dynamic partitions of a deployment. */
export type PartitionStore = {
  /** All keys of some sets by name, in the order in which they were added. */
  keysOf(
    orgId: string,
    deploymentId: string,
    sets: readonly string[],
  ): Promise<Readonly<Record<string, readonly string[]>>>;
  listUses(orgId: string, deploymentId: string): Promise<readonly PartitionSetUse[]>;
  listSizes(
    orgId: string,
    deploymentId: string,
  ): Promise<readonly { readonly set: string; readonly size: number; readonly lastAddedAt: Date }[]>;
  listKeys(
    orgId: string,
    deploymentId: string,
    set: string,
    page: { readonly search?: string | undefined; readonly limit: number; readonly afterId?: number | undefined },
  ): Promise<readonly DynamicKey[]>;
  /** Changes one set, all or nothing. `check` throws when the result may not be, and says what to tell the audit log. */
  change(
    orgId: string,
    deploymentId: string,
    set: string,
    changes: PartitionChanges,
    by: string,
    check: (changed: ChangedSet) => AuditDraft | undefined,
  ): Promise<ChangedSet>;
};
