import type { OnboardingUseCases } from "@millrace/services/onboarding";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** How far an organization has come, and the token in its first commands. */
export const onboardingRouter = (onboarding: OnboardingUseCases) =>
  router({
    state: orgProcedure("organization:read").query(({ ctx }) => onboarding.state(ctx.org.scope)),
    token: orgProcedure("location:push").mutation(({ ctx }) => onboarding.token(ctx.org.scope, ctx.org.role)),
  });
