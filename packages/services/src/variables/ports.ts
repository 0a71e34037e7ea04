import type { AuditDraft } from "@millrace/core/identity";

export type VariableRecord = {
  readonly id: string;
  readonly name: string;
  readonly isSecret: boolean;
  /** The only location that sees it; null = every location of the deployment. */
  readonly locationId: string | null;
  readonly ciphertext: Uint8Array;
  readonly keyId: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
};

export type VariableStore = {
  list(orgId: string, deploymentId: string): Promise<readonly VariableRecord[]>;
  /** Replaces the variable of the same name and location. */
  set(
    orgId: string,
    deploymentId: string,
    variable: Omit<VariableRecord, "updatedAt" | "ciphertext"> & { ciphertext: Uint8Array<ArrayBuffer> },
    audit: AuditDraft,
  ): Promise<void>;
  remove(
    orgId: string,
    deploymentId: string,
    variable: { name: string; locationId: string | null },
    audit: AuditDraft,
  ): Promise<boolean>;
};
