import { type AlertUseCases, IncidentRef, PolicyInput, UpdatePolicyInput } from "@millrace/services/alerts";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Alert policies of an organization. */
export const policyRouter = (alerts: AlertUseCases) =>
  router({
    list: orgProcedure("alert:read").query(({ ctx }) => alerts.listPolicies(ctx.org.scope)),
    create: orgProcedure("alert:manage")
      .input(PolicyInput)
      .mutation(({ ctx, input }) => alerts.createPolicy(ctx.org.scope, policyOf(input))),
    update: orgProcedure("alert:manage")
      .input(UpdatePolicyInput)
      .mutation(({ ctx, input }) => alerts.updatePolicy(ctx.org.scope, { ...policyOf(input), id: input.id })),
    delete: orgProcedure("alert:manage")
      .input(IncidentRef)
      .mutation(({ ctx, input }) => alerts.deletePolicy(ctx.org.scope, input.id)),
  });

/** The policy without the organization, which is part of the input too. */
const policyOf = (input: unknown) => PolicyInput.parse(input);
