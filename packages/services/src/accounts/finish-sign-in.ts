import { DomainError } from "@millrace/core";
import type { Account, AccountStore, Actor, SecondFactorStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import type { SecretBox } from "../variables/secret-box";
import type { AttemptDeps } from "./attempts";
import type { Client } from "./client";
import { accountDisabled, recordFailedSignIn } from "./failed-sign-in";
import { hashSecret } from "./links";
import { type OpenSessionDeps, openSession, type SignedIn } from "./open-session";
import { PasskeyResponse, verifiedPasskey } from "./passkey-sign-in";
import { takeRecoveryCode } from "./recovery-codes";
import { type TicketDeps, ticketInvalid } from "./sign-in-ticket";
import { TotpCode, takeTotpCode } from "./totp";

/** After this many, the password is needed again. */
const ATTEMPTS_PER_TICKET_MAX = 5;
/** Of one account: three of a million codes are valid at a time. */
const ATTEMPTS_PER_HOUR_MAX = 20;

export const FinishSignInInput = z.union([
  z.object({ code: z.string().min(1).max(100) }),
  z.object({ passkey: PasskeyResponse }),
]);
export type FinishSignInInput = z.infer<typeof FinishSignInInput>;

export type FinishSignInDeps = OpenSessionDeps &
  TicketDeps &
  AttemptDeps & {
    accounts: AccountStore;
    secondFactors: SecondFactorStore;
    secretBox: SecretBox;
    mailer: Mailer;
    publicUrl: string;
  };

type Proof = { readonly userId: string; readonly method: string };

/**
 * The second step of a sign-in, or a sign-in with a passkey alone: checks a code of the authenticator app, a recovery
 * code, or a passkey, and opens the session.
 *
 * @param ticket the secret that the browser got with the first step
 * @throws {DomainError} `second_factor_wrong`, `sign_in_expired`, `too_many_attempts`, `account_disabled`, or
 *   `email_not_verified`
 */
export const finishSignIn =
  (deps: FinishSignInDeps) =>
  async (ticket: string, input: FinishSignInInput, client: Client): Promise<SignedIn> => {
    const hash = hashSecret(ticket);
    const begun = await deps.signInTickets.attempt(hash, ATTEMPTS_PER_TICKET_MAX, deps.clock.now());
    if (!begun) throw ticketInvalid();

    const proof =
      "passkey" in input
        ? await provenByPasskey(deps, begun, input.passkey)
        : await provenByCode(deps, begun, input.code, client);
    const account = proof && (await deps.accounts.find(proof.userId));
    if (!account) {
      await recordFailure(deps, begun.userId, client);
      throw factorWrong();
    }
    if (account.disabledAt) throw accountDisabled();
    if (!account.emailVerifiedAt) {
      throw new DomainError("forbidden", "email_not_verified", "Confirm your email address first.");
    }
    if (!(await deps.signInTickets.finish(hash))) throw ticketInvalid();
    if (proof.method === RECOVERY) await mailRecoveryCodeUse(deps, account);
    return openSession(deps, account, client, begun.userId ? `${begun.method}+${proof.method}` : proof.method);
  };

const RECOVERY = "recoveryCode";

type Begun = { readonly userId: string | null; readonly challenge: string | null };

async function provenByPasskey(
  deps: FinishSignInDeps,
  { userId, challenge }: Begun,
  response: z.infer<typeof PasskeyResponse>,
): Promise<Proof | null> {
  if (challenge === null) return null;
  const passkey = await verifiedPasskey(deps, response, challenge);
  if (!passkey || (userId !== null && passkey.userId !== userId)) return null;
  return { userId: passkey.userId, method: "passkey" };
}

async function provenByCode(
  deps: FinishSignInDeps,
  { userId }: Begun,
  text: string,
  client: Client,
): Promise<Proof | null> {
  if (userId === null) return null;
  await takeAttempt(deps, userId);
  const code = TotpCode.safeParse(text);
  if (code.success) return (await takeTotpCode(deps, userId, code.data)) ? { userId, method: "totp" } : null;
  const account = await deps.accounts.find(userId);
  const actor: Actor = { kind: "user", id: userId, name: account?.name ?? userId, ip: client.ip };
  return (await takeRecoveryCode(deps, actor, text)) ? { userId, method: RECOVERY } : null;
}

async function takeAttempt({ rateLimiter }: AttemptDeps, userId: string): Promise<void> {
  const limit = { max: ATTEMPTS_PER_HOUR_MAX, windowSeconds: 3_600 };
  const { allowed, resetSeconds } = await rateLimiter.take(`second-factor:${userId}`, limit);
  if (allowed) return;
  const message = `Too many attempts (limit: ${ATTEMPTS_PER_HOUR_MAX} per hour). Try again later, or use a passkey.`;
  throw new DomainError("overLimit", "too_many_attempts", message, { retryAfterSeconds: resetSeconds });
}

async function recordFailure(deps: FinishSignInDeps, userId: string | null, client: Client): Promise<void> {
  const account = userId && (await deps.accounts.find(userId));
  if (account) await recordFailedSignIn(deps, account, "second_factor_wrong", client);
}

async function mailRecoveryCodeUse(deps: FinishSignInDeps, account: Account): Promise<void> {
  const left = await deps.secondFactors.countRecoveryCodes(account.id);
  await deps.mailer.send(mails.recoveryCodeUsed(account.email, account.name, left));
}

const factorWrong = () =>
  new DomainError("unauthorized", "second_factor_wrong", "Incorrect or used code, or an unknown passkey.");
