import { type AlertUseCases, IncidentRef, ListIncidentsInput } from "@millrace/services/alerts";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Incidents of a deployment. */
export const incidentRouter = (alerts: AlertUseCases) =>
  router({
    list: deploymentProcedure("alert:read")
      .input(ListIncidentsInput)
      .query(({ ctx, input }) => alerts.listIncidents(ctx.org.scope, ctx.deployment.id, input)),
    counts: deploymentProcedure("alert:read").query(({ ctx }) =>
      alerts.countIncidents(ctx.org.scope, ctx.deployment.id),
    ),
    get: deploymentProcedure("alert:read")
      .input(IncidentRef)
      .query(async ({ ctx, input }) => {
        const page = await alerts.getIncident(ctx.org.scope, ctx.deployment.id, input.id);
        const mayAct = ctx.deployment.can("alert:manage") && page.incident.state !== "RESOLVED";
        return {
          ...page,
          capabilities: {
            acknowledge: mayAct && page.incident.state !== "ACKNOWLEDGED",
            resolve: mayAct,
            silence: mayAct,
          },
        };
      }),
    acknowledge: deploymentProcedure("alert:manage")
      .input(IncidentRef)
      .mutation(({ ctx, input }) => alerts.acknowledge(ctx.org.scope, ctx.deployment.id, input.id)),
    resolve: deploymentProcedure("alert:manage")
      .input(IncidentRef)
      .mutation(({ ctx, input }) => alerts.resolve(ctx.org.scope, ctx.deployment.id, input.id)),
  });
