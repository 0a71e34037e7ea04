import {
  CreateDeploymentInput,
  type OrganizationUseCases,
  UpdateDeploymentInput,
} from "@millrace/services/organizations";
import { deploymentProcedure, orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Environments of an organization. */
export const deploymentRouter = (organizations: OrganizationUseCases) =>
  router({
    list: orgProcedure("deployment:read").query(({ ctx }) => organizations.listDeployments(ctx.org.scope)),
    create: orgProcedure("deployment:manage")
      .input(CreateDeploymentInput)
      .mutation(({ ctx, input }) => organizations.createDeployment(ctx.org.scope, input)),
    update: deploymentProcedure("deployment:update")
      .input(UpdateDeploymentInput)
      .mutation(({ ctx, input: { org: _, deployment: __, ...change } }) =>
        organizations.updateDeployment(ctx.org.scope, ctx.deployment, change),
      ),
  });
