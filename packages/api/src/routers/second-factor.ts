import {
  BeginPasskeyInput,
  BeginTotpInput,
  ConfirmTotpInput,
  FinishPasskeyInput,
  RemovePasskeyInput,
  RemoveTotpInput,
  ReplaceRecoveryCodesInput,
  type SecondFactorUseCases,
} from "@millrace/services/accounts";
import { userProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** A person's own authenticator app, passkeys, and recovery codes. */
export const secondFactorRouter = (secondFactors: SecondFactorUseCases) =>
  router({
    list: userProcedure.query(({ ctx }) => secondFactors.list(ctx.user.id)),
    beginTotp: userProcedure
      .input(BeginTotpInput)
      .mutation(({ ctx, input }) => secondFactors.beginTotp(ctx.actor, input)),
    confirmTotp: userProcedure
      .input(ConfirmTotpInput)
      .mutation(({ ctx, input }) => secondFactors.confirmTotp(ctx.actor, ctx.user.sessionId, input)),
    removeTotp: userProcedure
      .input(RemoveTotpInput)
      .mutation(({ ctx, input }) => secondFactors.removeTotp(ctx.actor, input)),
    beginPasskey: userProcedure
      .input(BeginPasskeyInput)
      .mutation(({ ctx, input }) => secondFactors.beginPasskey(ctx.actor, ctx.user.sessionId, input)),
    finishPasskey: userProcedure
      .input(FinishPasskeyInput)
      .mutation(({ ctx, input }) => secondFactors.finishPasskey(ctx.actor, ctx.user.sessionId, input)),
    removePasskey: userProcedure
      .input(RemovePasskeyInput)
      .mutation(({ ctx, input }) => secondFactors.removePasskey(ctx.actor, input)),
    replaceRecoveryCodes: userProcedure
      .input(ReplaceRecoveryCodesInput)
      .mutation(({ ctx, input }) => secondFactors.replaceRecoveryCodes(ctx.actor, input)),
  });
