import { newId } from "@millrace/core";

export type MailDraft = { readonly to: string; readonly subject: string; readonly text: string };

export type MailRecord = MailDraft & {
  readonly id: string;
  readonly status: "PENDING" | "SENT" | "FAILED" | "LOCAL";
  readonly error: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
};

/** The outbox of mails. `create` also tells the queue, in the same transaction. */
export type MailStore = {
  create(mail: MailDraft & { id: string; status: "PENDING" | "LOCAL" }): Promise<void>;
  /** Takes a mail that is due until then, so that nobody else sends it too; null when it is not to be sent now. */
  claim(id: string, now: Date, until: Date): Promise<MailRecord | null>;
  /** The newest first. */
  listAll(limit: number): Promise<readonly MailRecord[]>;
  /** Ids of mails that are due, oldest first: what failed before, or what a lost job left behind. */
  listDue(now: Date, limit: number): Promise<readonly string[]>;
  markSent(id: string, at: Date): Promise<void>;
  markFailed(id: string, error: string, retryAt: Date | null): Promise<void>;
};

/** Writes mails; sending them is the outbox's. */
export type Mailer = { send(mail: MailDraft): Promise<void> };

/** Mails go out through SMTP, or stay to be read in the dashboard of one's own machine. */
export const createMailer = (store: MailStore, delivery: "smtp" | "local"): Mailer => ({
  send: (mail) => store.create({ ...mail, id: newId("mail"), status: delivery === "smtp" ? "PENDING" : "LOCAL" }),
});
