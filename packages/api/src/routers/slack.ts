import { type AlertUseCases, SlackChannelInput } from "@millrace/services/alerts";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** The organization's Slack workspace. */
export const slackRouter = (alerts: AlertUseCases) =>
  router({
    status: orgProcedure("alert:read").query(async ({ ctx }) => {
      const status = await alerts.slackStatus(ctx.org.scope, ctx.org.slug);
      return ctx.org.can("slack:manage") ? status : { ...status, installUrl: null };
    }),
    setDefaultChannel: orgProcedure("slack:manage")
      .input(SlackChannelInput)
      .mutation(({ ctx, input }) => alerts.setSlackChannel(ctx.org.scope, input.channel)),
    disconnect: orgProcedure("slack:manage").mutation(({ ctx }) => alerts.disconnectSlack(ctx.org.scope)),
  });
