import { type Permission, PermissionMissingError } from "@millrace/core/identity";

/** A deployment as somebody sees it: `can` answers for the whole of it, or for one of its code locations. */
export type ViewedDeployment<P extends Permission> = {
  readonly id: string;
  readonly name: string;
  can(permission: P, locationId?: string): boolean;
};

/** Refuses what the viewer's role, or the scopes of the viewer's token, do not allow there. */
export function assertPermission<P extends Permission>(
  deployment: ViewedDeployment<P>,
  permission: NoInfer<P>,
  locationId?: string,
): void {
  if (!deployment.can(permission, locationId)) throw permissionMissing(permission);
}

export const permissionMissing = (permission: Permission): PermissionMissingError =>
  new PermissionMissingError(
    permission,
    `You don't have permission to do this (${permission}). Your role or token scopes don't include it.`,
  );
