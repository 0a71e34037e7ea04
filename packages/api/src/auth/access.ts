import { DomainError } from "@millrace/core";
import {
  type AccessReader,
  canIn,
  canSomewhereIn,
  type Membership,
  type Permission,
  type PermissionScope,
  type Role,
  scopesAllow,
  type TokenRestriction,
} from "@millrace/core/identity";
import type { Actor, Scope } from "@millrace/services";

/** A verified membership: `ctx.org` in every procedure and route of an organization. */
export type OrgAccess = {
  readonly orgId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly actor: Actor;
  /** The first argument of use cases. */
  readonly scope: Scope;
  /** Returns true when the caller has the permission in the scope; without one, in the whole organization. */
  can(permission: Permission, scope?: PermissionScope): boolean;
  /** Returns true when the caller has the permission in a deployment, or in at least one of its code locations. */
  canSomewhereIn(deploymentId: string, permission: Permission): boolean;
};

/** The deployment that a procedure or route works in. */
export type DeploymentAccess = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Returns true when the caller has the permission in the deployment, or in one of its code locations. */
  can(permission: Permission, locationId?: string): boolean;
  /** Returns true when the caller has the permission in the deployment or in at least one of its code locations. */
  canSomewhere(permission: Permission): boolean;
};

/** Returns what a member may do in an organization; with a restriction, what the member's token may do. */
export function orgAccess(member: Membership, actor: Actor, restriction?: TokenRestriction): OrgAccess {
  const { orgId, slug, name, role, grants } = member;
  return {
    ...{ orgId, slug, name, role, actor },
    scope: { orgId, actor },
    can: (permission, scope = {}) =>
      canIn(role, grants, permission, scope) &&
      (restriction === undefined || restrictionAllows(restriction, permission, scope)),
    canSomewhereIn: (deploymentId, permission) => {
      if (!canSomewhereIn(role, grants, permission, deploymentId)) return false;
      const locationId = restriction?.locationId ?? undefined;
      return restriction === undefined || restrictionAllows(restriction, permission, { deploymentId, locationId });
    },
  };
}

/** Returns what a caller may do in one deployment. */
export function deploymentAccess(
  org: OrgAccess,
  deployment: { id: string; name: string; kind: string },
): DeploymentAccess {
  return {
    ...deployment,
    can: (permission, locationId) => org.can(permission, { deploymentId: deployment.id, locationId }),
    canSomewhere: (permission) => org.canSomewhereIn(deployment.id, permission),
  };
}

/**
 * Finds a deployment of an organization by name.
 *
 * @throws {DomainError} `deployment_not_found`
 */
export async function resolveDeployment(reader: AccessReader, org: OrgAccess, name: string): Promise<DeploymentAccess> {
  const deployment = await reader.findDeployment(org.orgId, name);
  if (!deployment) {
    throw new DomainError("notFound", "deployment_not_found", `No deployment named "${name}" in ${org.slug}.`);
  }
  return deploymentAccess(org, deployment);
}

/**
 * A restricted token reads the organization's own description and otherwise works only in its deployment and code
 * location. Where a request names no code location, a token of one location can read but not change anything.
 */
function restrictionAllows(restriction: TokenRestriction, permission: Permission, scope: PermissionScope): boolean {
  if (!scopesAllow(restriction.scopes, permission)) return false;
  if (permission === "organization:read") return true;
  if (restriction.deploymentId !== null && restriction.deploymentId !== scope.deploymentId) return false;
  if (restriction.locationId === null || restriction.locationId === scope.locationId) return true;
  return scope.locationId === undefined && permission.endsWith(":read");
}
