import { type AlertUseCases, CreateSilenceInput, EndSilenceInput } from "@millrace/services/alerts";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Silences of a deployment. */
export const silenceRouter = (alerts: AlertUseCases) =>
  router({
    list: deploymentProcedure("alert:read").query(({ ctx }) => alerts.listSilences(ctx.org.scope, ctx.deployment.id)),
    create: deploymentProcedure("alert:manage")
      .input(CreateSilenceInput)
      .mutation(({ ctx, input }) =>
        alerts.createSilence(ctx.org.scope, ctx.deployment.id, CreateSilenceInput.parse(input)),
      ),
    delete: deploymentProcedure("alert:manage")
      .input(EndSilenceInput)
      .mutation(({ ctx, input }) => alerts.endSilence(ctx.org.scope, ctx.deployment.id, input.id)),
  });
