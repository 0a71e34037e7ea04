import { DomainError } from "@millrace/core";
import type { Account, AccountStore, Actor, LinkStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { Client } from "./client";
import { hashSecret, linkInvalid } from "./links";
import type { PasswordHasher } from "./password-hasher";

export const VerifyEmailInput = z.object({
  token: z.string().min(1).max(200),
  /** Required by the link of a sign-up, not by that of a changed address. */
  password: z.string().max(1000).optional(),
});
export type VerifyEmailInput = z.infer<typeof VerifyEmailInput>;

type Deps = AttemptDeps & {
  accounts: AccountStore;
  links: LinkStore;
  hasher: PasswordHasher;
  mailer: Mailer;
  clock: Clock;
};

/**
 * Confirms an address through a mailed link. The link of a sign-up also requires the password that was chosen then:
 * otherwise someone could sign up with a stranger's address, wait for the stranger to follow the link, and keep a
 * password for the stranger's account. The owner of the address, who doesn't know that password, resets it instead.
 * @throws DomainError `link_invalid`, `password_required`, `password_wrong`, `email_taken`, `too_many_attempts`
 */
export const verifyEmail =
  (deps: Deps) =>
  async ({ token, password }: VerifyEmailInput, client: Client): Promise<{ email: string }> => {
    const hash = hashSecret(token);
    const now = deps.clock.now();
    const signUp = await deps.links.find(hash, "verify", now);
    if (signUp) await assertOwnPassword(deps, signUp.userId, password, client);

    const link = await deps.links.consume(hash, signUp ? "verify" : "changeEmail", now);
    const account = link && (await deps.accounts.find(link.userId));
    if (!link || !account) throw linkInvalid();
    if (!signUp) await changeEmail(deps, account, link.email);
    else if (account.email === link.email) await deps.accounts.markVerified(account.id, now);
    else throw linkInvalid();
    return { email: link.email };
  };

async function assertOwnPassword(deps: Deps, userId: string, password: string | undefined, client: Client) {
  const account = await deps.accounts.find(userId);
  if (!account) throw linkInvalid();
  if (password === undefined) {
    throw new DomainError("invalid", "password_required", `Enter the password for ${account.email} to confirm it.`, {
      details: [{ pointer: "/password", code: "password_required", detail: "is required" }],
    });
  }
  await takeAccountAttempt(deps, "verify", account.id, client);
  if (account.passwordHash && (await deps.hasher.verify(account.passwordHash, password))) return;
  const message = "Incorrect password. If you didn't choose one, reset it: that confirms your address too.";
  throw new DomainError("invalid", "password_wrong", message, {
    details: [{ pointer: "/password", code: "password_wrong", detail: "is incorrect" }],
  });
}

/** Moves the account to the new address and notifies the old one. */
async function changeEmail(deps: Deps, account: Account, email: string): Promise<void> {
  const actor: Actor = { kind: "user", id: account.id, name: account.name };
  const audit = { actor, action: "account.emailChanged", target: account.id };
  if ((await deps.accounts.setEmail(account.id, email, deps.clock.now(), audit)) === "emailTaken") {
    throw new DomainError("conflict", "email_taken", "This email address is now used by another account.");
  }
  await deps.mailer.send(mails.emailChanged(account.email, account.name, email));
}
