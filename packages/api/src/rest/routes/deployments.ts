import { DomainError } from "@millrace/core";
import { KnownNames, PersonalDeployment } from "@millrace/protocol";
import { KnownNamesInput, type LocationUseCases } from "@millrace/services/locations";
import type { OrganizationUseCases } from "@millrace/services/organizations";
import { z } from "zod";
import { route } from "../route";
import { pusherOf } from "./pusher-of";

export type DeploymentRouteDeps = {
  readonly organizations: Pick<OrganizationUseCases, "openPersonalDeployment">;
  readonly locations: Pick<LocationUseCases, "knownNames">;
};

/** Routes for those who develop: their own environment, and what the platform knows of the names they use. */
export const deploymentRoutes = ({ organizations, locations }: DeploymentRouteDeps) => [
  route({
    method: "PUT",
    path: "/orgs/{org}/personal-deployment",
    permission: "location:push",
    summary: "The token owner's personal deployment, created on first use",
    input: z.object({}),
    output: PersonalDeployment,
    handler: async ({ org, principal }) => {
      if (principal.userId !== null) return organizations.openPersonalDeployment(org.scope, principal.userId);
      throw new DomainError(
        "invalid",
        "person_needed",
        "Service tokens don't have a personal deployment. Use a personal token or specify a deployment.",
      );
    },
  }),
  route({
    method: "POST",
    path: "/orgs/{org}/deployments/{deployment}/locations/{location}/names",
    permission: "location:push",
    summary:
      "Check which owners and variables used by a code location exist, and which keys other code locations already use",
    input: KnownNamesInput,
    output: KnownNames,
    handler: (ctx, input) =>
      locations.knownNames(ctx.org.scope, pusherOf(ctx), ctx.deployment, ctx.location.name, input),
  }),
];
