import type { AuditDraft } from "../identity/audit";
import type { VariableRecord } from "./records";

export type VariableStore = {
  list(orgId: string, deploymentId: string): Promise<readonly VariableRecord[]>;
  /** Replaces the variable of the same name and code location. */
  set(
    orgId: string,
    deploymentId: string,
    variable: Omit<VariableRecord, "updatedAt" | "ciphertext"> & { readonly ciphertext: Uint8Array<ArrayBuffer> },
    audit: AuditDraft,
  ): Promise<void>;
  remove(
    orgId: string,
    deploymentId: string,
    variable: { readonly name: string; readonly locationId: string | null },
    audit: AuditDraft,
  ): Promise<boolean>;
};
