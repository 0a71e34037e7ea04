export { CreateDeploymentInput, UpdateDeploymentInput } from "./deployments";
export { SetGrantInput } from "./grants";
export { InviteInput } from "./invitations";
export { ChangeRoleInput, RemoveMemberInput } from "./members";
export {
  type OrganizationDeps,
  type OrganizationUseCases,
  organizationUseCases,
} from "./organization-use-cases";
export { CreateOrganizationInput, UpdateOrganizationInput } from "./organizations";
