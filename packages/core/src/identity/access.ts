import { type Permission, roleCan } from "./permissions";
import { type Role, strongestRole } from "./roles";

/** A role beyond the organization's, in one deployment, one location, or a location of one deployment. */
export type RoleGrant = {
  readonly role: Role;
  readonly deploymentId: string | null;
  readonly locationId: string | null;
};

/** The deployment and code location that a permission is checked in; an empty scope is the whole organization. */
export type PermissionScope = {
  readonly deploymentId?: string | undefined;
  readonly locationId?: string | undefined;
};

/**
 * Returns the role that a member has in a scope: the organization role, raised by every grant that covers the scope.
 * A grant covers a scope when everything the grant names matches. Grants never lower a role.
 */
export function roleIn(role: Role, grants: readonly RoleGrant[], scope: PermissionScope): Role {
  return strongestRole(role, ...grants.filter((grant) => covers(grant, scope)).map((grant) => grant.role));
}

/** Returns true when the role in a scope includes the permission. */
export function canIn(
  role: Role,
  grants: readonly RoleGrant[],
  permission: Permission,
  scope: PermissionScope,
): boolean {
  return roleCan(roleIn(role, grants, scope), permission);
}

/** Returns true when the role includes the permission in a deployment, or in at least one of its code locations. */
export function canSomewhereIn(
  role: Role,
  grants: readonly RoleGrant[],
  permission: Permission,
  deploymentId: string,
): boolean {
  const inDeployment = grants.filter((grant) =>
    covers(grant, { deploymentId, locationId: grant.locationId ?? undefined }),
  );
  return roleCan(strongestRole(role, ...inDeployment.map((grant) => grant.role)), permission);
}

function covers(grant: RoleGrant, scope: PermissionScope): boolean {
  if (grant.deploymentId === null && grant.locationId === null) return false;
  const deploymentFits = grant.deploymentId === null || grant.deploymentId === scope.deploymentId;
  const locationFits = grant.locationId === null || grant.locationId === scope.locationId;
  return deploymentFits && locationFits;
}
