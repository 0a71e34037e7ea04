import type { MailStore } from "@millrace/core/identity";

export type OutgoingMail = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Shared by the emails of one conversation. */
  readonly threadId?: string;
};

/** Hands an email to a mail server. Throws {@link MailRejectedError} if it rejects the email, and other errors if it can't be reached. */
export type MailTransport = { deliver(mail: OutgoingMail): Promise<void> };

/** A mail server rejected an email for good, for example because the address doesn't exist. */
export class MailRejectedError extends Error {
  override readonly name = "MailRejectedError";
}

type Deps = { mails: MailStore; transport: MailTransport };

const ATTEMPTS_MAX = 8;
const FIRST_RETRY_MS = 5_000;
/** How long a claim lasts, so that another process can take over from one that died. */
const CLAIM_MS = 120_000;

/** Sends one email of the outbox. Repeated jobs are harmless: an email that isn't due, or is being sent, is skipped. */
export const deliverMail =
  ({ mails, transport }: Deps) =>
  async (id: string): Promise<"sent" | "failed" | "stale"> => {
    const mail = await mails.claim(id, CLAIM_MS);
    if (!mail) return "stale";
    try {
      await transport.deliver(mail);
    } catch (error) {
      const attempts = mail.attempts + 1;
      const retryInMs = attempts < ATTEMPTS_MAX ? FIRST_RETRY_MS * 4 ** (attempts - 1) : null;
      await mails.markFailed(id, error instanceof Error ? error.message : String(error), retryInMs);
      return "failed";
    }
    await mails.markSent(id);
    return "sent";
  };

/** Sends the emails that are due: those that failed before, and those whose queue job was lost. */
export const deliverDueMails = (deps: Deps) => async (): Promise<number> => {
  const due = await deps.mails.listDue(50);
  for (const id of due) await deliverMail(deps)(id);
  return due.length;
};
