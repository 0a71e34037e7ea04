import { type Permission, roleCan } from "./permissions";
import { type Role, strongestRole } from "./roles";

/** A role beyond the organization's, in one deployment, one location, or a location of one deployment. */
export type RoleGrant = {
  readonly role: Role;
  readonly deploymentId: string | null;
  readonly locationId: string | null;
};

/** Where a permission is needed; nothing means the organization itself. */
export type Place = { readonly deploymentId?: string | undefined; readonly locationId?: string | undefined };

/**
 * The role that somebody has at a place: the organization's, raised by every grant that covers the place.
 * A grant covers a place when each thing that it names is the place's; grants never lower.
 */
export function roleAt(role: Role, grants: readonly RoleGrant[], place: Place): Role {
  return strongestRole(role, ...grants.filter((grant) => covers(grant, place)).map((grant) => grant.role));
}

/** True when the role at a place has the permission. */
export function canAt(role: Role, grants: readonly RoleGrant[], permission: Permission, place: Place): boolean {
  return roleCan(roleAt(role, grants, place), permission);
}

function covers(grant: RoleGrant, place: Place): boolean {
  if (grant.deploymentId === null && grant.locationId === null) return false;
  const deploymentFits = grant.deploymentId === null || grant.deploymentId === place.deploymentId;
  const locationFits = grant.locationId === null || grant.locationId === place.locationId;
  return deploymentFits && locationFits;
}
