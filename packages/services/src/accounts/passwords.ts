import { DomainError } from "@millrace/core";
import {
  type Account,
  type AccountStore,
  type Actor,
  EmailAddress,
  type LinkStore,
  Password,
  type SessionStore,
} from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { type AttemptDeps, takeAccountAttempt } from "./attempts";
import type { Client } from "./client";
import { inEvenTime } from "./even-time";
import { issueLink, redeemLink } from "./links";
import type { PasswordHasher } from "./password-hasher";
import { assertStrongPassword } from "./password-strength";

export const RequestResetInput = z.object({ email: EmailAddress });
export const ResetInput = z.object({ token: z.string().min(1).max(200), password: Password });
export const ChangePasswordInput = z.object({ current: z.string().max(1000).optional(), password: Password });

export type PasswordDeps = AttemptDeps & {
  accounts: AccountStore;
  sessions: SessionStore;
  links: LinkStore;
  hasher: PasswordHasher;
  mailer: Mailer;
  clock: Clock;
  publicUrl: string;
  evenTimeMs: number;
};

/** Emails a link to choose a new password; says nothing about whether the address has an account. */
export const requestReset =
  (deps: PasswordDeps) =>
  async (input: z.infer<typeof RequestResetInput>, client: Client): Promise<void> => {
    await takeAccountAttempt(deps, "reset", input.email, client);
    await inEvenTime(deps.evenTimeMs, () => mailReset(deps, input.email));
  };

async function mailReset(deps: PasswordDeps, email: string): Promise<void> {
  const account = await deps.accounts.findByEmail(email);
  if (!account || account.disabledAt) return;
  const secret = await issueLink(deps, { userId: account.id, purpose: "reset", email: account.email });
  const name = account.emailVerifiedAt ? account.name : null;
  await deps.mailer.send(mails.reset(account.email, name, `${deps.publicUrl}/reset?token=${secret}`));
}

/** Sets a new password through the mailed link, which also proves the address; every session ends. */
export const resetPassword =
  (deps: PasswordDeps) =>
  async (input: z.infer<typeof ResetInput>): Promise<void> => {
    const link = await redeemLink(deps, input.token, "reset");
    const account = await deps.accounts.find(link.userId);
    if (!account || account.email !== link.email) {
      throw new DomainError(
        "invalid",
        "link_invalid",
        "This link is for a different email address. Request a new one.",
      );
    }
    await replacePassword(deps, account, input.password, { kind: "user", id: account.id, name: account.name }, true);
    await deps.sessions.revokeAll(account.id, deps.clock.now());
  };

/** Changes the password of someone who is signed in; the other sessions end. */
export const changePassword =
  (deps: PasswordDeps) =>
  async (actor: Actor, sessionId: string, input: z.infer<typeof ChangePasswordInput>): Promise<void> => {
    await takeAccountAttempt(deps, "password", actor.id, {});
    const account = await deps.accounts.find(actor.id);
    if (!account) throw new DomainError("notFound", "account_not_found", "This account no longer exists.");
    if (account.passwordHash && !(await deps.hasher.verify(account.passwordHash, input.current ?? ""))) {
      throw new DomainError("invalid", "password_wrong", "The current password is incorrect.", {
        details: [{ pointer: "/current", code: "password_wrong", detail: "doesn't match your current password" }],
      });
    }
    await replacePassword(deps, account, input.password, actor, false);
    await deps.sessions.revokeAll(account.id, deps.clock.now(), { exceptId: sessionId });
  };

async function replacePassword(deps: PasswordDeps, account: Account, password: string, actor: Actor, proven: boolean) {
  assertStrongPassword(password, account);
  const verifiedAt = proven ? (account.emailVerifiedAt ?? deps.clock.now()) : account.emailVerifiedAt;
  await deps.accounts.setPassword(account.id, await deps.hasher.hash(password), verifiedAt, {
    actor,
    action: "account.passwordChanged",
    target: account.id,
  });
  await deps.mailer.send(mails.passwordChanged(account.email, account.name));
}
