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

/** The outbox of emails. All times are by the clock of the database. */
export type MailStore = {
  /** Writes an email, and a job that sends it if it is `PENDING`, in one transaction. */
  create(mail: MailDraft & { id: string; status: "PENDING" | "LOCAL" }): Promise<void>;
  /** Takes an email for `leaseMs`; null if it isn't due. */
  claim(id: string, leaseMs: number): Promise<MailRecord | null>;
  /** Newest first. */
  listAll(limit: number): Promise<readonly MailRecord[]>;
  /** IDs of emails that are due, oldest first. */
  listDue(limit: number): Promise<readonly string[]>;
  markSent(id: string): Promise<void>;
  markFailed(id: string, error: string, retryInMs: number | null): Promise<void>;
};

/** Writes emails to the outbox, which sends them. */
export type Mailer = { send(mail: MailDraft): Promise<void> };

/** Creates a mailer whose emails are sent by SMTP, or stay in the local outbox to be read in the dashboard. */
export const createMailer = (store: MailStore, delivery: "smtp" | "local"): Mailer => ({
  send: (mail) => store.create({ ...mail, id: newId("mail"), status: delivery === "smtp" ? "PENDING" : "LOCAL" }),
});
