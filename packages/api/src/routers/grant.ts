import { type OrganizationUseCases, SetGrantInput } from "@millrace/services/organizations";
import { z } from "zod";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Roles beyond the organization's, in one deployment or code location. */
export const grantRouter = (organizations: OrganizationUseCases) =>
  router({
    list: orgProcedure("member:read").query(({ ctx }) => organizations.listGrants(ctx.org.scope)),
    set: orgProcedure("member:manage")
      .input(z.object({ grant: SetGrantInput }))
      .mutation(({ ctx, input }) => organizations.setGrant(ctx.org.scope, ctx.org.role, input.grant)),
    remove: orgProcedure("member:manage")
      .input(z.object({ grantId: z.string().max(100) }))
      .mutation(({ ctx, input }) => organizations.removeGrant(ctx.org.scope, input.grantId)),
  });
