export { deliverDueMails, deliverMail, MailRejectedError, type MailTransport, type OutgoingMail } from "./deliver-mail";
export { createMailer, type Mailer } from "./mailer";
export { type MailUseCases, mailUseCases } from "./outbox";
export { createSmtpTransport } from "./smtp-transport";
