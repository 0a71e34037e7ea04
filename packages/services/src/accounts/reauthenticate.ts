import { DomainError } from "@millrace/core";
import type { Account, AccountStore } from "@millrace/core/identity";
import { z } from "zod";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { PasswordHasher } from "./password-hasher";

/** The password of a signed-in person. */
export const OwnPassword = z.string().max(1000);

export type ReauthenticateDeps = AttemptDeps & { accounts: AccountStore; hasher: PasswordHasher };

/**
 * Checks the password of a signed-in person before a change that a stolen session must not make.
 * @throws DomainError `password_wrong`, `password_missing`, `too_many_attempts`
 */
export async function reauthenticate(deps: ReauthenticateDeps, userId: string, password: string): Promise<Account> {
  await takeAccountAttempt(deps, "password", userId, {});
  const account = await deps.accounts.find(userId);
  if (!account) throw new DomainError("notFound", "account_not_found", "This account no longer exists.");
  if (account.passwordHash === null) {
    throw new DomainError("conflict", "password_missing", "Your account has no password. Choose one first.");
  }
  if (await deps.hasher.verify(account.passwordHash, password)) return account;
  throw new DomainError("invalid", "password_wrong", "Incorrect password.", {
    details: [{ pointer: "/password", code: "password_wrong", detail: "is incorrect" }],
  });
}
