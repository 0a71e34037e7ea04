import type { OnboardingReader, Role } from "@millrace/core/identity";
import type { Scope } from "../scope";
import type { TokenUseCases } from "../tokens/token-use-cases";

const DAYS = 30;

/** A fresh token for the commands of the onboarding page: it may push, launch, read, set variables, and set the network allowlist. */
const createOnboardingToken = (deps: { tokens: Pick<TokenUseCases, "create"> }) => (scope: Scope, actorRole: Role) =>
  deps.tokens.create(scope, actorRole, {
    kind: "pat",
    name: "Onboarding",
    scopes: [
      "organization:read",
      "locations:read",
      "locations:push",
      "runs:launch",
      "runs:read",
      "assets:read",
      "variables:read",
      "variables:write",
      "egress:write",
    ],
    expiresInDays: DAYS,
  });

/** What the onboarding page shows and hands out. */
export const onboardingUseCases = (deps: { onboarding: OnboardingReader; tokens: Pick<TokenUseCases, "create"> }) => ({
  state: (scope: Scope) => deps.onboarding.read(scope.orgId),
  token: createOnboardingToken(deps),
});
export type OnboardingUseCases = ReturnType<typeof onboardingUseCases>;
