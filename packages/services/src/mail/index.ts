export { deliverDueMails, deliverMail, type MailTransport } from "./deliver-mail";
export { createMailer, type MailDraft, type Mailer, type MailRecord, type MailStore } from "./mailer";
export { type MailUseCases, mailUseCases } from "./outbox";
export { createSmtpTransport } from "./smtp-transport";
