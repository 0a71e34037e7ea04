import { DomainError, newId, type RateLimiter } from "@millrace/core";
import {
  type Account,
  type AccountStore,
  type Actor,
  EmailAddress,
  type OauthIdentity,
  type SecondFactorStore,
  type SessionStore,
} from "@millrace/core/identity";
import type { Clock } from "../clock";
import type { Client } from "./client";
import { accountDisabled, recordFailedSignIn } from "./failed-sign-in";
import { openSessionAfterFirstStep, type SignedIn } from "./open-session";
import type { TicketDeps } from "./sign-in-ticket";

export type OauthProfile = OauthIdentity & {
  readonly email: string;
  /** The provider's word that the address is the person's. */
  readonly isEmailVerified: boolean;
  readonly name: string;
};

type Deps = TicketDeps & {
  accounts: AccountStore;
  secondFactors: SecondFactorStore;
  sessions: SessionStore;
  clock: Clock;
  rateLimiter: RateLimiter;
};

/**
 * Signs in through GitHub or Google. An account with the same address is linked only when the provider vouches for the
 * address; one whose address no one ever confirmed loses its password and sessions, for it may be a squatter's.
 * @throws {SecondFactorRequiredError} for people with a second factor
 */
export const signInOauth =
  (deps: Deps) =>
  async (profile: OauthProfile, client: Client): Promise<SignedIn> => {
    const account = (await deps.accounts.findByOauth(profile)) ?? (await linkOrCreate(deps, profile));
    if (account.disabledAt) {
      await recordFailedSignIn(deps, account, "account_disabled", client);
      throw accountDisabled();
    }
    return openSessionAfterFirstStep(deps, account, client, profile.provider);
  };

async function linkOrCreate(deps: Deps, profile: OauthProfile): Promise<Account> {
  if (!profile.isEmailVerified) {
    throw new DomainError(
      "forbidden",
      "email_not_verified",
      `Verify your email address with ${profile.provider} first.`,
    );
  }
  const email = EmailAddress.parse(profile.email);
  const existing = await deps.accounts.findByEmail(email);
  const id = existing?.id ?? newId("user");
  const actor: Actor = { kind: "user", id, name: existing?.name ?? profile.name };

  if (!existing) {
    const name = profile.name.trim().slice(0, 100) || email;
    const outcome = await deps.accounts.create({
      id,
      email,
      name,
      passwordHash: null,
      emailVerifiedAt: deps.clock.now(),
    });
    if (outcome === "emailTaken") return linkOrCreate(deps, profile);
  } else if (!existing.emailVerifiedAt) {
    await deps.accounts.setPassword(id, null, deps.clock.now(), { actor, action: "account.claimed", target: id });
    await deps.sessions.revokeAll(id, deps.clock.now());
  }
  await deps.accounts.linkOauth(id, profile, { actor, action: "account.oauthLinked", target: profile.provider });
  const account = await deps.accounts.find(id);
  if (!account) throw new Error(`Account ${id} was deleted while it was being linked`);
  return account;
}
