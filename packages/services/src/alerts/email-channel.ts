import { renderEmail } from "@millrace/core/alerts";
import { MailRejectedError, type MailTransport } from "../mail/deliver-mail";
import type { Mailer } from "../mail/mailer";
import type { Channel } from "./channels";

/**
 * Creates the channel that sends emails: `sent` once the mail server accepted them. Without a transport, emails go to
 * the local outbox, and their deliveries are kept as previews.
 */
export const createEmailChannel = (deps: { transport: MailTransport | null; localOutbox: Mailer }): Channel => ({
  async send({ delivery: { id, channel, message, incidentId } }) {
    const { html, ...email } = renderEmail(message);
    const mail = { ...email, to: channel };
    if (!deps.transport) {
      await deps.localOutbox.send(mail);
      return { kind: "notConnected", error: "No mail server is configured. The email is in the local outbox." };
    }
    try {
      await deps.transport.deliver({ ...mail, html, id, ...(incidentId ? { threadId: incidentId } : {}) });
      return { kind: "sent", ts: null, channel, response: { accepted: true } };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!(error instanceof MailRejectedError)) return { kind: "unreachable", error: text };
      const remedy = "The mail server rejected the address or the message. Check the address.";
      return { kind: "rejected", cause: "destination", error: text, remedy, response: null };
    }
  },
});
