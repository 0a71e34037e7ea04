import type { OrganizationUseCases } from "@millrace/services/organizations";
import { z } from "zod";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Invitations that haven't been used yet. */
export const invitationRouter = (organizations: OrganizationUseCases) =>
  router({
    list: orgProcedure("member:read").query(({ ctx }) => organizations.listInvitations(ctx.org.scope)),
    revoke: orgProcedure("member:manage")
      .input(z.object({ invitationId: z.string().max(100) }))
      .mutation(({ ctx, input }) => organizations.revokeInvitation(ctx.org.scope, input.invitationId)),
  });
