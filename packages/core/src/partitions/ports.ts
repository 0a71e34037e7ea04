import type { AuditDraft } from "../identity/audit";
import type { PartitionChanges } from "./dynamic-sets";
import type { ChangedSet, DynamicKey, DynamicKeys, PartitionSetSize, PartitionSetUse } from "./records";

/** The partition sets of a deployment. */
export type PartitionStore = {
  keysOf(orgId: string, deploymentId: string, sets: readonly string[]): Promise<DynamicKeys>;
  listUses(orgId: string, deploymentId: string): Promise<readonly PartitionSetUse[]>;
  listSizes(orgId: string, deploymentId: string): Promise<readonly PartitionSetSize[]>;
  /** Keys in the order in which they were added. */
  listKeys(
    orgId: string,
    deploymentId: string,
    set: string,
    page: { readonly search?: string | undefined; readonly limit: number; readonly afterId?: number | undefined },
  ): Promise<readonly DynamicKey[]>;
  /** Changes one set, all or nothing. `check` throws if the result is invalid, and returns the audit entry. */
  change(
    orgId: string,
    deploymentId: string,
    set: string,
    changes: PartitionChanges,
    by: string,
    check: (changed: ChangedSet) => AuditDraft | undefined,
  ): Promise<ChangedSet>;
};
