import { type AlertUseCases, IncidentRef, ListDeliveriesInput } from "@millrace/services/alerts";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Deliveries of a deployment, with their responses. */
export const deliveryRouter = (alerts: AlertUseCases) =>
  router({
    list: deploymentProcedure("alert:read")
      .input(ListDeliveriesInput)
      .query(({ ctx, input }) => alerts.listDeliveries(ctx.org.scope, ctx.deployment.id, input)),
    get: deploymentProcedure("alert:read")
      .input(IncidentRef)
      .query(({ ctx, input }) => alerts.getDelivery(ctx.org.scope, ctx.deployment.id, input.id)),
  });
