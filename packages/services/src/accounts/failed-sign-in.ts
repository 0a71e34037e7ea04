import { DomainError, type RateLimiter } from "@millrace/core";
import type { Account, AccountStore, Actor } from "@millrace/core/identity";
import type { Client } from "./client";

type Deps = { readonly accounts: AccountStore; readonly rateLimiter: RateLimiter };

/** Per account and hour: whoever guesses passwords must not be able to fill an organization's audit log. */
const RECORDED_PER_HOUR_MAX = 20;

/** Records a failed sign-in in the audit logs of the account's organizations, up to a limit. */
export async function recordFailedSignIn(
  { accounts, rateLimiter }: Deps,
  account: Account,
  reason: string,
  client: Client,
): Promise<void> {
  const limit = { max: RECORDED_PER_HOUR_MAX, windowSeconds: 3_600 };
  const { allowed, remaining } = await rateLimiter.take(`signin-failed:${account.id}`, limit);
  if (!allowed) return;
  const actor: Actor = { kind: "anonymous", id: "anonymous", name: "Not signed in", ip: client.ip };
  const details = { email: account.email, reason, ...(remaining === 0 ? { moreThisHour: "not recorded" } : {}) };
  await accounts.recordForOrganizations(account.id, {
    actor,
    action: "account.signInFailed",
    target: account.id,
    details,
  });
}

export const accountDisabled = () =>
  new DomainError("forbidden", "account_disabled", "This account is disabled. Contact your platform operator.");
