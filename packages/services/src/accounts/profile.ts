import { DomainError, type RateLimiter } from "@millrace/core";
import { type AccountStore, EmailAddress, type LinkStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { takeAttempts } from "../rate-limiter";
import { issueLink } from "./links";
import type { PasswordHasher } from "./password-hasher";
import { PersonName } from "./sign-up";

export const UpdateAccountInput = z.object({
  name: PersonName.optional(),
  timeZone: z.string().max(60).refine(isTimeZone, "isn't a known time zone").nullable().optional(),
  theme: z.enum(["light", "dark", "system"]).optional(),
});

export const RequestEmailChangeInput = z.object({ email: EmailAddress, password: z.string().max(1000).optional() });

export type ProfileDeps = {
  accounts: AccountStore;
  links: LinkStore;
  hasher: PasswordHasher;
  mailer: Mailer;
  rateLimiter: RateLimiter;
  clock: Clock;
  publicUrl: string;
};

/** Changes what people choose for themselves. */
export const updateAccount =
  (deps: { accounts: AccountStore }) =>
  (userId: string, input: z.infer<typeof UpdateAccountInput>): Promise<void> =>
    deps.accounts.update(userId, input);

/** Emails a link to the new address; nothing changes before it is used. */
export const requestEmailChange =
  (deps: ProfileDeps) =>
  async (userId: string, input: z.infer<typeof RequestEmailChangeInput>): Promise<void> => {
    await takeAttempts(deps.rateLimiter, [`email:${userId}`], 5);
    const account = await deps.accounts.find(userId);
    if (!account) throw new DomainError("notFound", "account_not_found", "This account no longer exists.");
    if (account.passwordHash && !(await deps.hasher.verify(account.passwordHash, input.password ?? ""))) {
      throw new DomainError("invalid", "password_wrong", "Incorrect password.", {
        details: [{ pointer: "/password", code: "password_wrong", detail: "is incorrect" }],
      });
    }
    const secret = await issueLink(deps, { userId, purpose: "changeEmail", email: input.email });
    const link = `${deps.publicUrl}/verify?token=${secret}`;
    await deps.mailer.send(mails.changeEmail(input.email, account.name, link));
  };

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
