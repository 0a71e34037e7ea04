import { DomainError, isDomainError } from "../errors";
import type { Permission } from "./permissions";

/** The caller's role, or the scopes of the caller's token, do not include a permission. */
export class PermissionMissingError extends DomainError {
  readonly permission: Permission;

  constructor(permission: Permission, message: string) {
    super("forbidden", "permission_missing", message);
    this.permission = permission;
  }
}

/** True for a {@link PermissionMissingError} of any copy of this package. */
export const isPermissionMissing = (error: unknown): error is PermissionMissingError =>
  isDomainError(error) && error.code === "permission_missing" && "permission" in error;
