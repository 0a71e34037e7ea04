import type { IdentityStores } from "@millrace/db";
import type { Handlers } from "@millrace/queue";
import { systemClock } from "@millrace/services";
import { createSmtpTransport, deliverDueMails, deliverMail } from "@millrace/services/mail";

/** Sends mails by SMTP: each as it is written, and those whose time has come again. */
export function mailJobs({ mails }: Pick<IdentityStores, "mails">, smtp: { url: string; from: string }) {
  const deps = { mails, transport: createSmtpTransport(smtp), clock: systemClock };
  const deliver = deliverMail(deps);
  const deliverDue = deliverDueMails(deps);

  const handlers: Handlers<"mail"> = { sendMail: async ({ mailId }) => void (await deliver(mailId)) };
  return { handlers, deliverDue: async () => void (await deliverDue()) };
}
