export type MailDraft = { readonly to: string; readonly subject: string; readonly text: string };

export type MailStatus = "PENDING" | "SENT" | "FAILED" | "LOCAL";

export type MailRecord = MailDraft & {
  readonly id: string;
  readonly status: MailStatus;
  readonly error: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
};

export type NewMail = MailDraft & { readonly id: string; readonly status: "PENDING" | "LOCAL" };

/** The outbox of emails. All times are by the clock of the database. */
export type MailStore = {
  /** Writes an email, and a job that sends it if it is `PENDING`, in one transaction. */
  create(mail: NewMail): Promise<void>;
  /** Takes an email for `leaseMs`; returns null if it isn't due. */
  claim(id: string, leaseMs: number): Promise<MailRecord | null>;
  /** Lists emails, newest first. */
  listAll(limit: number): Promise<readonly MailRecord[]>;
  /** Lists the IDs of emails that are due, oldest first. */
  listDue(limit: number): Promise<readonly string[]>;
  markSent(id: string): Promise<void>;
  markFailed(id: string, error: string, retryInMs: number | null): Promise<void>;
};
