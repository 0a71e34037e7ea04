import type { Db } from "../db";
import { createAccountStore } from "./accounts/accounts";
import { createLinkStore } from "./accounts/links";
import { createSecondFactorStore } from "./accounts/second-factors";
import { createSessionStore } from "./accounts/sessions";
import { createSignInTicketStore } from "./accounts/sign-in-tickets";
import { createAuditStore } from "./audit/audit";
import { createIdempotencyStore } from "./idempotency/idempotency";
import { createMailStore } from "./mail/mails";
import { createOnboardingStore } from "./onboarding/onboarding";
import { createOperatorStore } from "./operator/operators";
import { createAccessReader } from "./organizations/access";
import { createDeploymentStore } from "./organizations/deployments";
import { createGrantStore } from "./organizations/grants";
import { createInvitationStore } from "./organizations/invitations";
import { createMemberStore } from "./organizations/members";
import { createOrganizationStore } from "./organizations/organizations";
import { createSearchReader } from "./search/search";
import { createTeamStore } from "./teams/teams";
import { createTokenStore } from "./tokens/tokens";

/** Creates the stores of people, organizations, and their permissions. */
export const createIdentityStores = (db: Db) => ({
  access: createAccessReader(db),
  accounts: createAccountStore(db),
  audit: createAuditStore(db),
  deployments: createDeploymentStore(db),
  grants: createGrantStore(db),
  idempotency: createIdempotencyStore(db),
  invitations: createInvitationStore(db),
  links: createLinkStore(db),
  mails: createMailStore(db),
  members: createMemberStore(db),
  onboarding: createOnboardingStore(db),
  operators: createOperatorStore(db),
  organizations: createOrganizationStore(db),
  search: createSearchReader(db),
  secondFactors: createSecondFactorStore(db),
  sessions: createSessionStore(db),
  signInTickets: createSignInTicketStore(db),
  teams: createTeamStore(db),
  tokens: createTokenStore(db),
});
export type IdentityStores = ReturnType<typeof createIdentityStores>;
