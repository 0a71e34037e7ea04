import { DomainError } from "@millrace/core";
import type { Actor } from "@millrace/core/identity";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { hashSecret, linkInvalid } from "./links";
import type { Account, AccountStore, LinkStore } from "./ports";

type Deps = { accounts: AccountStore; links: LinkStore; mailer: Mailer; clock: Clock };

/** Confirms an address through a mailed link: the one that somebody signed up with, or a new one. */
export const verifyEmail =
  (deps: Deps) =>
  async (secret: string): Promise<{ email: string }> => {
    const hash = hashSecret(secret);
    const now = deps.clock.now();
    const signUp = await deps.links.consume(hash, "verify", now);
    const link = signUp ?? (await deps.links.consume(hash, "changeEmail", now));
    const account = link && (await deps.accounts.find(link.userId));
    if (!link || !account) throw linkInvalid();

    if (!signUp) await changeEmail(deps, account, link.email);
    else if (account.email === link.email) await deps.accounts.markVerified(account.id, now);
    else throw linkInvalid();
    return { email: link.email };
  };

/** Makes the new address the account's; the old address is told. */
async function changeEmail(deps: Deps, account: Account, email: string): Promise<void> {
  const actor: Actor = { kind: "user", id: account.id, name: account.name };
  const audit = { actor, action: "account.emailChanged", target: account.id };
  if ((await deps.accounts.setEmail(account.id, email, deps.clock.now(), audit)) === "emailTaken") {
    throw new DomainError("conflict", "email_taken", "This email address is now used by another account.");
  }
  await deps.mailer.send(mails.emailChanged(account.email, account.name, email));
}
