import { DefinitionKind, DomainError } from "@millrace/core";
import { KnownNames, PersonalDeployment } from "@millrace/protocol";
import type { LocationUseCases, OrganizationUseCases, VariableUseCases } from "@millrace/services";
import { z } from "zod";
import { route } from "../route";

const MEMBERS_MAX = 1000;
const DEFINITIONS_MAX = 10_000;

export type DeploymentRouteDeps = {
  readonly organizations: Pick<OrganizationUseCases, "openPersonalDeployment">;
  readonly locations: Pick<LocationUseCases, "knownOwners" | "listDefinitions">;
  readonly variables: Pick<VariableUseCases, "names">;
};

/** Routes for those who develop: their own environment, and what the platform knows of the names they use. */
export const deploymentRoutes = ({ organizations, locations, variables }: DeploymentRouteDeps) => [
  route({
    method: "PUT",
    path: "/orgs/{org}/personal-deployment",
    permission: "location:push",
    summary: "The token's person's own deployment, made when it is asked for first",
    input: z.object({}),
    output: PersonalDeployment,
    handler: async ({ org, principal }) => {
      if (principal.userId !== null) return organizations.openPersonalDeployment(org.scope, principal.userId);
      throw new DomainError(
        "invalid",
        "person_needed",
        "A service's token has no person and so no personal deployment; use a personal token, or name a deployment",
      );
    },
  }),
  route({
    method: "POST",
    path: "/orgs/{org}/deployments/{deployment}/locations/{location}/names",
    permission: "location:push",
    summary: "Which of the names that a code location uses exist: owners, variables, and keys that others have",
    input: z.object({
      members: z.array(z.string().max(320)).max(MEMBERS_MAX).default([]).describe("addresses of owners"),
      definitions: z
        .array(z.object({ kind: DefinitionKind, key: z.string() }))
        .max(DEFINITIONS_MAX)
        .default([]),
    }),
    output: KnownNames,
    handler: async ({ org, deployment, location }, { members, definitions }) => {
      const [owners, names, served] = await Promise.all([
        locations.knownOwners(org.scope),
        variables.names(org.orgId, deployment.id, location.id),
        locations.listDefinitions(org.scope, deployment.id, {}),
      ]);
      const known = new Set(owners.members.map((address) => address.toLowerCase()));
      const wanted = new Set(definitions.map(({ kind, key }) => `${kind} ${key}`));
      return {
        teams: owners.teams,
        members: members.filter((address) => known.has(address.toLowerCase())),
        variables: names,
        taken: served
          .filter((it) => it.location !== location.name && wanted.has(`${it.kind} ${it.key}`))
          .map((it) => ({ kind: it.kind, key: it.key, location: it.location })),
      };
    },
  }),
];
