import type { AuditDraft, AuditStore } from "@millrace/core/identity";
import { exportAudit } from "./export-audit";
import { listAudit } from "./list-audit";
import { verifyAudit } from "./verify-audit";

/** Reading, checking, and exporting the audit log, bound to its store. */
export const auditUseCases = (deps: { readonly audit: AuditStore }) => ({
  list: listAudit(deps),
  verify: verifyAudit(deps),
  export: exportAudit(deps),
  append: (orgId: string, draft: AuditDraft) => deps.audit.append(orgId, draft),
});
export type AuditUseCases = ReturnType<typeof auditUseCases>;
