import { type LimitUseCases, SetPoolInput } from "@millrace/services/limits";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Pools: how many steps, or runs, that name them may execute concurrently. */
export const poolRouter = (limits: LimitUseCases) =>
  router({
    list: deploymentProcedure("limit:read").query(({ ctx }) => limits.listPools(ctx.org.scope, ctx.deployment)),
    defaultLimit: deploymentProcedure("limit:read").query(({ ctx }) =>
      limits.getPoolDefault(ctx.org.scope, ctx.deployment),
    ),
    set: deploymentProcedure("limit:manage")
      .input(SetPoolInput)
      .mutation(({ ctx, input }) => limits.setPool(ctx.org.scope, ctx.deployment, input)),
  });
