import type { Db } from "../../db";
import { createAccessStore } from "./access";
import { createAccountStore } from "./accounts";
import { createAuditStore } from "./audit";
import { createDeploymentStore } from "./deployments";
import { createGrantStore } from "./grants";
import { createIdempotencyStore } from "./idempotency";
import { createInvitationStore } from "./invitations";
import { createLinkStore } from "./links";
import { createMailStore } from "./mails";
import { createMemberStore } from "./members";
import { createOnboardingStore } from "./onboarding";
import { createOperatorStore } from "./operators";
import { createOrganizationStore } from "./organizations";
import { createSearchStore } from "./search";
import { createSessionStore } from "./sessions";
import { createTeamStore } from "./teams";
import { createTokenStore } from "./tokens";

/** The stores of people, organizations and what they may do. */
export const createIdentityStores = (db: Db) => ({
  access: createAccessStore(db),
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
  search: createSearchStore(db),
  sessions: createSessionStore(db),
  teams: createTeamStore(db),
  tokens: createTokenStore(db),
});
export type IdentityStores = ReturnType<typeof createIdentityStores>;
