import type { Role } from "@millrace/core/identity";
import type { Scope } from "../scope";
import type { TokenUseCases } from "../tokens/token-use-cases";

/** How far an organization has come. */
export type OnboardingFacts = {
  readonly hasToken: boolean;
  readonly latestPush: {
    readonly location: string;
    readonly status: string;
    readonly at: Date;
    readonly error: unknown;
  } | null;
  readonly assets: number;
  readonly latestRun: { readonly id: string; readonly status: string } | null;
  readonly hasTeam: boolean;
  readonly hasDestination: boolean;
};

export type OnboardingStore = { read(orgId: string): Promise<OnboardingFacts> };

const DAYS = 30;

/** A fresh token for the commands of the onboarding page: it may push, launch and read. */
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
    ],
    expiresInDays: DAYS,
  });

/** What the onboarding page shows and hands out. */
export const onboardingUseCases = (deps: { onboarding: OnboardingStore; tokens: Pick<TokenUseCases, "create"> }) => ({
  state: (scope: Scope) => deps.onboarding.read(scope.orgId),
  token: createOnboardingToken(deps),
});
export type OnboardingUseCases = ReturnType<typeof onboardingUseCases>;
