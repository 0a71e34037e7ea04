import type { OverviewUseCases } from "@millrace/services/overview";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** How a deployment is doing. */
export const overviewRouter = (overview: OverviewUseCases) =>
  router({
    get: deploymentProcedure("run:read").query(({ ctx }) => overview.get(ctx.org.scope, ctx.deployment)),
  });
