export {
  CreateDeploymentInput,
  type Deployment,
  type DeploymentChange,
  type DeploymentStore,
  UpdateDeploymentInput,
} from "./deployments";
export { type Grant, type GrantStore, SetGrantInput } from "./grants";
export { InviteInput } from "./invitations";
export { ChangeRoleInput, RemoveMemberInput } from "./members";
export {
  type OrganizationDeps,
  type OrganizationUseCases,
  organizationUseCases,
} from "./organization-use-cases";
export { CreateOrganizationInput, UpdateOrganizationInput } from "./organizations";
export type {
  Invitation,
  InvitationStore,
  Member,
  MemberStore,
  NewDeployment,
  Organization,
  OrganizationStore,
} from "./ports";
