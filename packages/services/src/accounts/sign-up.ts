import { newId } from "@millrace/core";
import { type AccountStore, EmailAddress, type LinkStore, Password } from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { Client } from "./client";
import { inEvenTime } from "./even-time";
import { issueLink } from "./links";
import type { PasswordHasher } from "./password-hasher";
import { assertStrongPassword } from "./password-strength";

export const PersonName = z.string().trim().min(1, "is missing").max(100, "must have at most 100 characters");

export const SignUpInput = z.object({ email: EmailAddress, name: PersonName, password: Password });
export type SignUpInput = z.infer<typeof SignUpInput>;

export type VerificationDeps = { links: LinkStore; mailer: Mailer; clock: Clock; publicUrl: string };

export type SignUpDeps = VerificationDeps &
  AttemptDeps & {
    accounts: AccountStore;
    hasher: PasswordHasher;
    evenTimeMs: number;
  };

/**
 * Creates an account and emails the link that confirms its address. The answer is the same when the address already has an
 * account, so that no one learns who has one; its owner gets an email.
 */
export const signUp =
  (deps: SignUpDeps) =>
  async (input: SignUpInput, client: Client): Promise<void> => {
    assertStrongPassword(input.password, input);
    await takeAccountAttempt(deps, "signup", input.email, client);
    await inEvenTime(deps.evenTimeMs, () => createAccount(deps, input));
  };

async function createAccount(deps: SignUpDeps, input: SignUpInput): Promise<void> {
  const passwordHash = await deps.hasher.hash(input.password);
  const account = { id: newId("user"), email: input.email, name: input.name, passwordHash, emailVerifiedAt: null };

  if ((await deps.accounts.create(account)) === "emailTaken") {
    await deps.mailer.send(mails.alreadySignedUp(input.email, `${deps.publicUrl}/reset`));
    return;
  }
  await sendVerification(deps, account);
}

/** Eemails the link that confirms an account's address. */
export async function sendVerification(deps: VerificationDeps, account: { id: string; email: string }): Promise<void> {
  const secret = await issueLink(deps, { userId: account.id, purpose: "verify", email: account.email });
  await deps.mailer.send(mails.verify(account.email, `${deps.publicUrl}/verify?token=${secret}`));
}
