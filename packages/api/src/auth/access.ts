import { DomainError } from "@millrace/core";
import {
  canAt,
  type Permission,
  type Place,
  type Role,
  type RoleGrant,
  scopesAllow,
  type TokenScope,
} from "@millrace/core/identity";
import type { Actor, Scope } from "@millrace/services";

/** A proven membership: what `ctx.org` of every procedure and route of an organization is. */
export type OrgAccess = {
  readonly orgId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly actor: Actor;
  /** The first argument of use cases. */
  readonly scope: Scope;
  can(permission: Permission, place?: Place): boolean;
};

/** The environment that a procedure or route works in; `can` answers for it, or for one of its code locations. */
export type DeploymentAccess = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  can(permission: Permission, locationId?: string): boolean;
};

/** What a look-up of a membership yields. */
export type MembershipRecord = {
  readonly orgId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly grants: readonly RoleGrant[];
};

/** What a token may do at most; absent for sessions. */
export type TokenRestriction = {
  readonly scopes: readonly TokenScope[];
  readonly deploymentId: string | null;
  readonly locationId: string | null;
};

/** The port to memberships and deployments. */
export type AccessReader = {
  findMembership(userId: string, orgSlug: string): Promise<MembershipRecord | null>;
  findDeployment(orgId: string, name: string): Promise<{ id: string; name: string; kind: string } | null>;
  findLocationId(orgId: string, name: string): Promise<string | null>;
};

export function orgAccess(member: MembershipRecord, actor: Actor, restriction?: TokenRestriction): OrgAccess {
  return {
    orgId: member.orgId,
    slug: member.slug,
    name: member.name,
    role: member.role,
    actor,
    scope: { orgId: member.orgId, actor },
    can: (permission, place = {}) =>
      canAt(member.role, member.grants, permission, place) &&
      (restriction === undefined || restrictionAllows(restriction, permission, place)),
  };
}

export function deploymentAccess(
  org: OrgAccess,
  deployment: { id: string; name: string; kind: string },
): DeploymentAccess {
  return {
    ...deployment,
    can: (permission, locationId) => org.can(permission, { deploymentId: deployment.id, locationId }),
  };
}

/** Finds a deployment of an organization by name, or says which name is unknown. */
export async function resolveDeployment(reader: AccessReader, org: OrgAccess, name: string): Promise<DeploymentAccess> {
  const deployment = await reader.findDeployment(org.orgId, name);
  if (!deployment) {
    throw new DomainError("notFound", "deployment_not_found", `No deployment named "${name}" in ${org.slug}.`);
  }
  return deploymentAccess(org, deployment);
}

/**
 * A restricted token reaches the organization's own description and, beyond that, only the places that it names.
 * Where a path names no code location, a token of one location may read; to change something it must name its location.
 */
function restrictionAllows(restriction: TokenRestriction, permission: Permission, place: Place): boolean {
  if (!scopesAllow(restriction.scopes, permission)) return false;
  if (permission === "organization:read") return true;
  if (restriction.deploymentId !== null && restriction.deploymentId !== place.deploymentId) return false;
  if (restriction.locationId === null || restriction.locationId === place.locationId) return true;
  return place.locationId === undefined && permission.endsWith(":read");
}
