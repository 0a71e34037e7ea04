import { type AlertUseCases, SlackChannelInput } from "@millrace/services/alerts";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** The organization's Slack workspace. Connecting one sets a cookie and therefore is an endpoint of the web app. */
export const slackRouter = (alerts: AlertUseCases) =>
  router({
    status: orgProcedure("alert:read").query(({ ctx }) => alerts.slackStatus(ctx.org.scope)),
    setDefaultChannel: orgProcedure("slack:manage")
      .input(SlackChannelInput)
      .mutation(({ ctx, input }) => alerts.setSlackChannel(ctx.org.scope, input.channel)),
    disconnect: orgProcedure("slack:manage").mutation(({ ctx }) => alerts.disconnectSlack(ctx.org.scope)),
  });
