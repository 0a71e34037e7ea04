import { DomainError, newId } from "@millrace/core";
import { EmailAddress } from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { Account, AccountStore, Client, PasswordHasher, SessionStore } from "./ports";
import { sessionExpiry } from "./sessions";
import { sendVerification, type VerificationDeps } from "./sign-up";

export const SignInInput = z.object({ email: EmailAddress, password: z.string().max(1000) });
export type SignInInput = z.infer<typeof SignInInput>;

export type SignInDeps = VerificationDeps &
  AttemptDeps & {
    accounts: AccountStore;
    sessions: SessionStore;
    hasher: PasswordHasher;
  };

export type SignedIn = { readonly sessionId: string; readonly account: Account };

/** An argon2id hash of nothing that anybody knows: makes unknown addresses take as long as wrong passwords. */
let decoy: Promise<string> | undefined;

/** Checks a password and opens a session; limited per account and per address. */
export const signIn =
  (deps: SignInDeps) =>
  async (input: SignInInput, client: Client): Promise<SignedIn> => {
    await takeAccountAttempt(deps, "signin", input.email, client);

    const account = await deps.accounts.findByEmail(input.email);
    decoy ??= deps.hasher.hash(newId("request"));
    const fits = await deps.hasher.verify(account?.passwordHash ?? (await decoy), input.password);
    if (!account?.passwordHash || !fits) {
      throw new DomainError("unauthorized", "credentials_wrong", "Incorrect email or password.");
    }
    if (account.disabledAt)
      throw new DomainError(
        "forbidden",
        "account_disabled",
        "This account is disabled. Contact your platform operator.",
      );
    if (!account.emailVerifiedAt) {
      await sendVerification(deps, account);
      throw new DomainError("forbidden", "email_not_verified", "Confirm your email address first. We sent you a link.");
    }
    return openSession(deps, account, client);
  };

/** Opens a session for somebody whose identity is proven. */
export async function openSession(
  deps: { sessions: SessionStore; clock: Clock },
  account: Account,
  client: Client,
): Promise<SignedIn> {
  const now = deps.clock.now();
  const sessionId = newId("session", now.getTime());
  await deps.sessions.create({
    id: sessionId,
    userId: account.id,
    lastSeenAt: now,
    expiresAt: sessionExpiry(now),
    userAgent: client.userAgent?.slice(0, 300) ?? null,
    ip: client.ip ?? null,
  });
  return { sessionId, account };
}
