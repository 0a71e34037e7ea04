import {
  type AccountUseCases,
  RequestResetInput,
  ResetInput,
  SignUpInput,
  VerifyEmailInput,
} from "@millrace/services/accounts";
import type { OrganizationUseCases } from "@millrace/services/organizations";
import { z } from "zod";
import { userProcedure } from "../trpc/procedures";
import { publicProcedure, router } from "../trpc/trpc";

const Secret = z.object({ token: z.string().min(1).max(200) });

/** What a visitor can do before signing in. The session endpoint handles sign-in. */
export const authRouter = (accounts: AccountUseCases, organizations: OrganizationUseCases) =>
  router({
    signUp: publicProcedure.input(SignUpInput).mutation(({ ctx, input }) => accounts.signUp(input, ctx)),
    verifyEmail: publicProcedure.input(VerifyEmailInput).mutation(({ ctx, input }) => accounts.verifyEmail(input, ctx)),
    requestReset: publicProcedure
      .input(RequestResetInput)
      .mutation(({ ctx, input }) => accounts.requestReset(input, ctx)),
    reset: publicProcedure.input(ResetInput).mutation(({ input }) => accounts.resetPassword(input)),
    invitation: publicProcedure.input(Secret).query(({ input }) => organizations.findInvitation(input.token)),
    acceptInvitation: userProcedure
      .input(Secret)
      .mutation(({ ctx, input }) => organizations.acceptInvitation(ctx.actor, input.token)),
  });
