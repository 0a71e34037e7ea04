import { DomainError, isDomainError } from "../errors";
import { minimumRoleFor, type Permission } from "./permissions";

/** The caller's role, or the scopes of the caller's token, don't include a permission. */
export class PermissionMissingError extends DomainError {
  readonly permission: Permission;

  constructor(permission: Permission, message: string) {
    super("forbidden", "permission_missing", message);
    this.permission = permission;
  }
}

/** Returns the error for a signed-in person whose role is too low. */
export const rolePermissionMissing = (permission: Permission): PermissionMissingError =>
  new PermissionMissingError(
    permission,
    `You don't have permission to do this. It requires the ${minimumRoleFor(permission)} role or higher (${permission}).`,
  );

/** Returns the error for an API token whose role or scopes are too narrow. */
export const tokenPermissionMissing = (permission: Permission): PermissionMissingError =>
  new PermissionMissingError(
    permission,
    `This token doesn't have the permission ${permission} here. Its role and its scopes must both include it.`,
  );

/** Returns true for a {@link PermissionMissingError} from any copy of this package. */
export const isPermissionMissing = (error: unknown): error is PermissionMissingError =>
  isDomainError(error) && error.code === "permission_missing" && "permission" in error;
