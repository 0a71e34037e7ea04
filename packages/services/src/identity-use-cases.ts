import type {
  AuditStore,
  MailStore,
  OnboardingReader,
  OperatorStore,
  SearchReader,
  TeamStore,
  TokenStore,
} from "@millrace/core/identity";
import { type AccountDeps, accountUseCases } from "./accounts/account-use-cases";
import { auditUseCases } from "./audit/audit-use-cases";
import { createMailer } from "./mail/mailer";
import { mailUseCases } from "./mail/outbox";
import { onboardingUseCases } from "./onboarding/onboarding";
import { operatorUseCases } from "./operator/operator";
import { type OrganizationDeps, organizationUseCases } from "./organizations/organization-use-cases";
import { searchUseCases } from "./search/search";
import { teamUseCases } from "./teams/team-use-cases";
import { tokenUseCases } from "./tokens/token-use-cases";

export type IdentityDeps = Omit<AccountDeps & OrganizationDeps, "mailer"> & {
  audit: AuditStore;
  mails: MailStore;
  onboarding: OnboardingReader;
  operators: OperatorStore;
  search: SearchReader;
  teams: TeamStore;
  tokens: TokenStore;
  /** `local`: mails stay where they are, to be read in the dashboard of a local installation. */
  mailDelivery: "smtp" | "local";
  operatorEmails: readonly string[];
  embedded: boolean;
};

/** Every use case of people, organizations and access, bound to its needs. */
export function identityUseCases(deps: IdentityDeps) {
  const mailer = createMailer(deps.mails, deps.mailDelivery);
  const tokens = tokenUseCases(deps);
  return {
    accounts: accountUseCases({ ...deps, mailer }),
    audit: auditUseCases(deps),
    mail: mailUseCases({ mails: deps.mails, isLocalOutbox: deps.embedded && deps.mailDelivery === "local" }),
    onboarding: onboardingUseCases({ onboarding: deps.onboarding, tokens }),
    operator: operatorUseCases(deps),
    organizations: organizationUseCases({ ...deps, mailer }),
    search: searchUseCases(deps),
    teams: teamUseCases(deps),
    tokens,
  };
}
export type IdentityUseCases = ReturnType<typeof identityUseCases>;
