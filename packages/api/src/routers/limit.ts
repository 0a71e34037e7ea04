import { DeleteLimitInput, type LimitUseCases, SetLimitInput } from "@millrace/services/limits";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Limits on runs in progress. A change holds from the next admission on. */
export const limitRouter = (limits: LimitUseCases) =>
  router({
    list: deploymentProcedure("limit:read").query(({ ctx }) => limits.list(ctx.org.scope, ctx.deployment)),
    set: deploymentProcedure("limit:manage")
      .input(SetLimitInput)
      .mutation(({ ctx, input }) => limits.set(ctx.org.scope, ctx.deployment, input)),
    delete: deploymentProcedure("limit:manage")
      .input(DeleteLimitInput)
      .mutation(({ ctx, input }) => limits.delete(ctx.org.scope, ctx.deployment, input)),
    pressure: deploymentProcedure("limit:read").query(({ ctx }) => limits.pressure(ctx.org.scope, ctx.deployment)),
  });
