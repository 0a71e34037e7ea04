import { PERMISSIONS } from "@millrace/core/identity";
import {
  CreateOrganizationInput,
  type OrganizationUseCases,
  UpdateOrganizationInput,
} from "@millrace/services/organizations";
import { orgProcedure, userProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Organizations: what the switcher and the general settings show. */
export const organizationRouter = (organizations: OrganizationUseCases) =>
  router({
    list: userProcedure.query(({ ctx }) => organizations.listOf(ctx.user.id)),
    create: userProcedure
      .input(CreateOrganizationInput)
      .mutation(({ ctx, input }) => organizations.create(ctx.actor, input)),
    get: orgProcedure("organization:read").query(async ({ ctx }) => {
      const [organization, deployments] = await Promise.all([
        organizations.get(ctx.org.scope),
        organizations.listDeployments(ctx.org.scope),
      ]);
      return {
        ...organization,
        role: ctx.org.role,
        /** What the viewer may do here, so that pages never derive rules. */
        permissions: PERMISSIONS.filter((permission) => ctx.org.can(permission)),
        deployments: deployments.map((deployment) => ({
          ...deployment,
          permissions: PERMISSIONS.filter((permission) => ctx.org.can(permission, { deploymentId: deployment.id })),
        })),
      };
    }),
    update: orgProcedure("organization:update")
      .input(UpdateOrganizationInput)
      .mutation(({ ctx, input: { org: _, ...change } }) => organizations.update(ctx.org.scope, change)),
  });
