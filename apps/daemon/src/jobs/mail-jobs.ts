import type { IdentityStores } from "@millrace/db";
import type { Handlers } from "@millrace/queue";
import { createSmtpTransport, deliverDueMails, deliverMail } from "@millrace/services/mail";

/** Sends emails by SMTP: each when it is written, and failed ones again when they are due. */
export function mailJobs({ mails }: Pick<IdentityStores, "mails">, smtp: { url: string; from: string }) {
  const deps = { mails, transport: createSmtpTransport(smtp) };
  const deliver = deliverMail(deps);
  const deliverDue = deliverDueMails(deps);

  const handlers: Handlers<"mail"> = { sendMail: async ({ mailId }) => void (await deliver(mailId)) };
  return { handlers, deliverDue: async () => void (await deliverDue()) };
}
