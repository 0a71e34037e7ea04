import { createTransport } from "nodemailer";
import { MailRejectedError, type MailTransport } from "./deliver-mail";

const CONNECT_MS = 10_000;
const IDLE_MS = 15_000;
/** Longest delivery of one email, well below the time after which another process takes it over. */
const TOTAL_MS = 45_000;

/** Creates a transport for an SMTP server: `smtp://user:password@host:587` or `smtps://…`. */
export function createSmtpTransport(options: { url: string; from: string }): MailTransport {
  const transport = createTransport({
    url: options.url,
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: IDLE_MS,
  });
  return {
    deliver: async ({ id, to, subject, text, html, threadId }) => {
      const sending = transport.sendMail({
        from: options.from,
        to,
        subject,
        text,
        messageId: messageIdOf(id),
        ...(html ? { html } : {}),
        ...(threadId ? { inReplyTo: messageIdOf(threadId), references: messageIdOf(threadId) } : {}),
      });
      try {
        await withinTotal(sending);
      } catch (error) {
        throw isRejection(error) ? new MailRejectedError(error.message, { cause: error }) : error;
      }
    },
  };
}

const messageIdOf = (id: string): string => `<${id}@millrace>`;

/** The server rejected the address or the message for good: a 5xx reply, but not to the sign-in. */
const isRejection = (error: unknown): error is Error =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "EENVELOPE" || error.code === "EMESSAGE") &&
  "responseCode" in error &&
  Number(error.responseCode) >= 500;

function withinTotal(sending: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = TOTAL_MS / 1_000;
    timer = setTimeout(
      () => reject(new Error(`The mail server didn't accept the email within ${seconds} seconds.`)),
      TOTAL_MS,
    );
  });
  return Promise.race([sending, late]).finally(() => clearTimeout(timer));
}
