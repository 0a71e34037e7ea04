export { type AuditStore, type AuditUseCases, auditUseCases, ListAuditInput } from "./audit";
