import { DomainError } from "@millrace/core";
import type { MailRecord, MailStore } from "@millrace/core/identity";

/**
 * Reading the outbox. Mails contain links that let one in, so that they are shown on a local installation only, where
 * nothing delivers them.
 */
export const mailUseCases = (deps: { mails: Pick<MailStore, "listAll">; isLocalOutbox: boolean }) => ({
  isLocalOutbox: deps.isLocalOutbox,
  list: async (limit: number): Promise<readonly MailRecord[]> => {
    if (deps.isLocalOutbox) return deps.mails.listAll(limit);
    throw new DomainError(
      "notFound",
      "outbox_not_local",
      "The local outbox is unavailable because emails are delivered by SMTP.",
    );
  },
});
export type MailUseCases = ReturnType<typeof mailUseCases>;
