import { DomainError, newId } from "@millrace/core";
import { type Account, type AccountStore, EmailAddress, type SessionStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Background } from "../background";
import type { Clock } from "../clock";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { Client } from "./client";
import { accountDisabled, recordFailedSignIn } from "./failed-sign-in";
import type { PasswordHasher } from "./password-hasher";
import { sessionExpiry } from "./sessions";
import { sendVerification, type VerificationDeps } from "./sign-up";

export const SignInInput = z.object({ email: EmailAddress, password: z.string().max(1000) });
export type SignInInput = z.infer<typeof SignInInput>;

export type SignInDeps = VerificationDeps &
  AttemptDeps & {
    accounts: AccountStore;
    sessions: SessionStore;
    hasher: PasswordHasher;
    background: Background;
  };

export type SignedIn = { readonly sessionId: string; readonly account: Account };

/** A hash of an unknown password: makes unknown addresses take as long as wrong passwords. */
let decoy: Promise<string> | undefined;

/**
 * Checks a password and opens a session; limited per account and per network address.
 *
 * @throws {DomainError} `credentials_wrong`, `account_disabled`, `email_not_verified`, or `too_many_attempts`
 */
export const signIn =
  (deps: SignInDeps) =>
  async (input: SignInInput, client: Client): Promise<SignedIn> => {
    await takeAccountAttempt(deps, "signin", input.email, client);

    const account = await deps.accounts.findByEmail(input.email);
    decoy ??= deps.hasher.hash(newId("request"));
    const fits = await deps.hasher.verify(account?.passwordHash ?? (await decoy), input.password);
    if (!account?.passwordHash || !fits) {
      // In the background: the response must not take longer for addresses that have an account.
      if (account) deps.background(recordFailedSignIn(deps, account, "credentials_wrong", client));
      throw new DomainError("unauthorized", "credentials_wrong", "Incorrect email or password.");
    }
    if (account.disabledAt) {
      await recordFailedSignIn(deps, account, "account_disabled", client);
      throw accountDisabled();
    }
    if (!account.emailVerifiedAt) {
      await sendVerification(deps, account);
      throw new DomainError("forbidden", "email_not_verified", "Confirm your email address first. We sent you a link.");
    }
    return openSession(deps, account, client, "password");
  };

/**
 * Opens a session for a person whose identity is verified; the audit logs of their organizations record it.
 *
 * @param method how the identity was verified: `password`, or the name of the provider
 */
export async function openSession(
  deps: { sessions: SessionStore; clock: Clock },
  account: Account,
  client: Client,
  method: string,
): Promise<SignedIn> {
  const now = deps.clock.now();
  const sessionId = newId("session", now.getTime());
  const userAgent = client.userAgent?.slice(0, 300) ?? null;
  await deps.sessions.create(
    {
      id: sessionId,
      userId: account.id,
      lastSeenAt: now,
      expiresAt: sessionExpiry(now),
      userAgent,
      ip: client.ip ?? null,
    },
    {
      actor: { kind: "user", id: account.id, name: account.name, ip: client.ip },
      action: "account.signedIn",
      target: sessionId,
      details: { method, userAgent },
    },
  );
  return { sessionId, account };
}
