export { type AuditUseCases, auditUseCases } from "./audit-use-cases";
export { ExportAuditInput } from "./export-audit";
export { ListAuditInput } from "./list-audit";
