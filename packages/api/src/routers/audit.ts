import { type AuditUseCases, ListAuditInput } from "@millrace/services/audit";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Who did what. */
export const auditRouter = (audit: AuditUseCases) =>
  router({
    list: orgProcedure("audit:read")
      .input(ListAuditInput)
      .query(({ ctx, input }) => audit.list(ctx.org.scope, input)),
    verify: orgProcedure("audit:read").query(({ ctx }) => audit.verify(ctx.org.scope)),
  });
