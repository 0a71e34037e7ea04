import type { DefaultQuotas, DeploymentStore, GrantStore, SecondFactorStore } from "@millrace/core/identity";
import type { Scope } from "../scope";
import { createDeployment, updateDeployment } from "./deployments";
import { removeGrant, setGrant } from "./grants";
import { acceptInvitation, findInvitation, type InvitationDeps, inviteMember, revokeInvitation } from "./invitations";
import { changeRole, removeMember } from "./members";
import { createOrganization, getOrganization, updateOrganization } from "./organizations";
import { openPersonalDeployment } from "./personal-deployment";

export type OrganizationDeps = InvitationDeps & {
  secondFactors: Pick<SecondFactorStore, "hasAny">;
  deployments: DeploymentStore;
  grants: GrantStore;
  operators: DefaultQuotas;
};

/** Organizations, who belongs to them, and their deployments, bound to their needs. */
export const organizationUseCases = (deps: OrganizationDeps) => ({
  listOf: (userId: string) => deps.organizations.unscopedListOf(userId),
  create: createOrganization(deps),
  get: getOrganization(deps),
  update: updateOrganization(deps),
  listMembers: (scope: Scope) => deps.members.list(scope.orgId),
  changeRole: changeRole(deps),
  removeMember: removeMember(deps),
  listInvitations: (scope: Scope) => deps.invitations.listOpen(scope.orgId, deps.clock.now()),
  invite: inviteMember(deps),
  findInvitation: findInvitation(deps),
  acceptInvitation: acceptInvitation(deps),
  revokeInvitation: revokeInvitation(deps),
  listDeployments: (scope: Scope) => deps.deployments.list(scope.orgId),
  createDeployment: createDeployment(deps),
  updateDeployment: updateDeployment(deps),
  openPersonalDeployment: openPersonalDeployment(deps),
  listGrants: (scope: Scope) => deps.grants.list(scope.orgId),
  setGrant: setGrant(deps),
  removeGrant: removeGrant(deps),
});
export type OrganizationUseCases = ReturnType<typeof organizationUseCases>;
