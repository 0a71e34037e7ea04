import { DomainError, newId } from "@millrace/core";
import { type AccountStore, EmailAddress, type SecondFactorStore, type SessionStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Background } from "../background";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { Client } from "./client";
import { accountDisabled, recordFailedSignIn } from "./failed-sign-in";
import { openSessionAfterFirstStep, type SignedIn } from "./open-session";
import type { PasswordHasher } from "./password-hasher";
import type { TicketDeps } from "./sign-in-ticket";
import { sendVerification, type VerificationDeps } from "./sign-up";

export const SignInInput = z.object({ email: EmailAddress, password: z.string().max(1000) });
export type SignInInput = z.infer<typeof SignInInput>;

export type SignInDeps = VerificationDeps &
  AttemptDeps &
  TicketDeps & {
    accounts: AccountStore;
    secondFactors: SecondFactorStore;
    sessions: SessionStore;
    hasher: PasswordHasher;
    background: Background;
  };

/** A hash of an unknown password: makes unknown addresses take as long as wrong passwords. */
let decoy: Promise<string> | undefined;

/**
 * Checks a password and opens a session. Limited per account and per network address.
 *
 * @throws {SecondFactorRequiredError} for people with a second factor
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
    return openSessionAfterFirstStep(deps, account, client, "password");
  };
