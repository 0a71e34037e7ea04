import {
  type AccountUseCases,
  ChangePasswordInput,
  RequestEmailChangeInput,
  UpdateAccountInput,
} from "@millrace/services/accounts";
import { z } from "zod";
import { userProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** What people see and change about themselves. */
export const accountRouter = (accounts: AccountUseCases) =>
  router({
    me: userProcedure.query(async ({ ctx }) => {
      const account = await accounts.find(ctx.user.id);
      return {
        id: ctx.user.id,
        email: ctx.user.email,
        name: ctx.user.name,
        isOperator: ctx.user.isOperator,
        isVerified: ctx.user.isVerified,
        hasPassword: account?.passwordHash != null,
        timeZone: account?.timeZone ?? null,
        theme: account?.theme ?? null,
      };
    }),
    sessions: userProcedure.query(async ({ ctx }) => {
      const sessions = await accounts.listSessions(ctx.user.id);
      return sessions.map(({ id, createdAt, lastSeenAt, userAgent, ip }) => ({
        id,
        createdAt,
        lastSeenAt,
        userAgent,
        ip,
        isCurrent: id === ctx.user.sessionId,
      }));
    }),
    revokeSession: userProcedure
      .input(z.object({ sessionId: z.string().max(100) }))
      .mutation(({ ctx, input }) => accounts.revokeSession(ctx.actor, input.sessionId)),
    revokeOtherSessions: userProcedure.mutation(async ({ ctx }) => ({
      revoked: await accounts.revokeOtherSessions(ctx.actor, ctx.user.sessionId),
    })),
    update: userProcedure
      .input(UpdateAccountInput)
      .mutation(({ ctx, input }) => accounts.updateAccount(ctx.user.id, input)),
    changePassword: userProcedure
      .input(ChangePasswordInput)
      .mutation(({ ctx, input }) => accounts.changePassword(ctx.actor, ctx.user.sessionId, input)),
    requestEmailChange: userProcedure
      .input(RequestEmailChangeInput)
      .mutation(({ ctx, input }) => accounts.requestEmailChange(ctx.user.id, input)),
  });
