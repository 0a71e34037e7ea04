import { Quotas } from "@millrace/core";
import { type OperatorUseCases, SetQuotaInput } from "@millrace/services/operator";
import { operatorProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** The platform's own page: quotas and sizes, never an organization's data. */
export const operatorRouter = (operator: OperatorUseCases) =>
  router({
    organizations: operatorProcedure.query(() => operator.listOrganizations()),
    setQuota: operatorProcedure.input(SetQuotaInput).mutation(({ ctx, input }) => operator.setQuota(ctx.actor, input)),
    defaultQuotas: operatorProcedure.query(() => operator.getDefaultQuotas()),
    setDefaultQuotas: operatorProcedure
      .input(Quotas)
      .mutation(({ ctx, input }) => operator.setDefaultQuotas(ctx.actor, input)),
  });
