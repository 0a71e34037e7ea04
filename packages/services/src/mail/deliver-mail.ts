import type { Clock } from "../clock";
import type { MailStore } from "./mailer";

/** Hands a mail to the outside; throws when it is not taken. */
export type MailTransport = {
  deliver(mail: { id: string; to: string; subject: string; text: string }): Promise<void>;
};

type Deps = { mails: MailStore; transport: MailTransport; clock: Clock };

const ATTEMPTS_MAX = 8;
const FIRST_RETRY_MS = 5_000;
/** Who takes a mail and dies gives it back after this time. */
const CLAIM_MS = 120_000;

/** Sends one mail of the outbox. A repeated job does no harm: a mail that is not due, or taken, is left alone. */
export const deliverMail =
  (deps: Deps) =>
  async (id: string): Promise<"sent" | "failed" | "stale"> => {
    const now = deps.clock.now();
    const mail = await deps.mails.claim(id, now, new Date(now.getTime() + CLAIM_MS));
    if (!mail) return "stale";
    try {
      await deps.transport.deliver(mail);
    } catch (error) {
      const attempts = mail.attempts + 1;
      const retryAt = attempts < ATTEMPTS_MAX ? new Date(now.getTime() + FIRST_RETRY_MS * 4 ** (attempts - 1)) : null;
      await deps.mails.markFailed(id, error instanceof Error ? error.message : String(error), retryAt);
      return "failed";
    }
    await deps.mails.markSent(id, now);
    return "sent";
  };

/** Sends what is due: the net below lost jobs, and what tries a failed mail again. */
export const deliverDueMails = (deps: Deps) => async (): Promise<number> => {
  const due = await deps.mails.listDue(deps.clock.now(), 50);
  for (const id of due) await deliverMail(deps)(id);
  return due.length;
};
