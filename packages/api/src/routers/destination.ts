import {
  type AlertUseCases,
  DefaultDestinationRef,
  SendTestInput,
  SetDefaultDestinationInput,
} from "@millrace/services/alerts";
import type { TeamUseCases } from "@millrace/services/teams";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Destinations of teams, and the defaults below them. */
export const destinationRouter = (alerts: AlertUseCases, teams: Pick<TeamUseCases, "get">) =>
  router({
    list: orgProcedure("alert:read").query(({ ctx }) => alerts.listDestinations(ctx.org.scope)),
    setDefault: orgProcedure("alert:manage")
      .input(SetDefaultDestinationInput)
      .mutation(({ ctx, input }) => alerts.setDefaultDestination(ctx.org.scope, input)),
    removeDefault: orgProcedure("alert:manage")
      .input(DefaultDestinationRef)
      .mutation(({ ctx, input }) => alerts.removeDefaultDestination(ctx.org.scope, input.id)),
    webhookSecret: orgProcedure("team:manage")
      .input(DefaultDestinationRef)
      .query(({ ctx, input }) => alerts.getWebhookSecret(ctx.org.scope, input.id)),
    sendTest: orgProcedure("alert:manage")
      .input(SendTestInput)
      .mutation(async ({ ctx, input }) => {
        const team = await teams.get(ctx.org.scope, input.team);
        return alerts.sendTest(ctx.org.scope, team, ctx.org.slug);
      }),
  });
