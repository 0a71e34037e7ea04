import { newlineFreeSubject, plainTextOf } from "@millrace/core/alerts";
import type { Mailer } from "../mail/mailer";
import type { Channel } from "./channels";

/** Tells by e-mail, through the outbox of mails. */
export const createEmailChannel = (mailer: Mailer): Channel => ({
  async send({ delivery }) {
    const { message } = delivery;
    await mailer.send({ to: delivery.channel, subject: newlineFreeSubject(message), text: plainTextOf(message) });
    return { kind: "sent", ts: null, channel: delivery.channel, response: { queued: true } };
  },
});
