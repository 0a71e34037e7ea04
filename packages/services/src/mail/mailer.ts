import { newId } from "@millrace/core";
import type { MailDraft, MailStore } from "@millrace/core/identity";

/** Writes emails to the outbox, which sends them. */
export type Mailer = { send(mail: MailDraft): Promise<void> };

/** Creates a mailer whose emails are sent by SMTP, or stay in the local outbox to be read in the dashboard. */
export const createMailer = (store: MailStore, delivery: "smtp" | "local"): Mailer => ({
  send: (mail) => store.create({ ...mail, id: newId("mail"), status: delivery === "smtp" ? "PENDING" : "LOCAL" }),
});
