import { createTransport } from "nodemailer";
import type { MailTransport } from "./deliver-mail";

/** Sends through SMTP: `smtp://user:password@host:587` or `smtps://…`. */
export function createSmtpTransport(options: { url: string; from: string }): MailTransport {
  const transport = createTransport(options.url);
  return {
    deliver: async ({ id, to, subject, text }) => {
      await transport.sendMail({ from: options.from, to, subject, text, messageId: `<${id}@millrace>` });
    },
  };
}
