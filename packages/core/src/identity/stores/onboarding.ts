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

export type OnboardingReader = { read(orgId: string): Promise<OnboardingFacts> };
