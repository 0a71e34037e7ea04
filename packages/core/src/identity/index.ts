export { canIn, canSomewhereIn, type PermissionScope, type RoleGrant, roleIn } from "./access";
export { type Actor, type AuditDraft, type AuditRecord, auditChainText } from "./audit";
export { AUDIT_FORMATS, type AuditFormat, auditExportHead, auditExportLine } from "./audit-export";
export { EmailAddress } from "./email";
export { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, Password } from "./password";
export {
  isPermissionMissing,
  PermissionMissingError,
  rolePermissionMissing,
  tokenPermissionMissing,
} from "./permission-missing";
export { minimumRoleFor, PERMISSIONS, type Permission, roleCan } from "./permissions";
export { isAtLeast, isRole, ROLES, type Role, strongestRole, weakestRole } from "./roles";
export {
  isTokenScope,
  scopePermissions,
  scopesAllow,
  TOKEN_SCOPES,
  type TokenRestriction,
  type TokenScope,
} from "./scopes";
export {
  parseRecoveryCode,
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  recoveryCode,
} from "./second-factor/recovery-code";
export { OrganizationSlug, SLUG_CHARS_MAX, Slug, slugify } from "./slug";
export type * from "./stores";
export {
  type MintedToken,
  mintToken,
  parseToken,
  TOKEN_KINDS,
  TOKEN_PATTERN,
  type TokenKind,
  type TokenParts,
} from "./token-format";
