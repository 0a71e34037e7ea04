import type { MailDraft } from "@millrace/core/identity";

/** The name is free text of whoever signed up: it is used only once the address is confirmed. */
const hello = (name: string | null): string => (name === null ? "Hi," : `Hi ${name},`);

/** Texts of the emails that accounts and organizations send. Links start with the dashboard's public address. */
export const mails = {
  verify: (to: string, link: string): MailDraft => ({
    to,
    subject: "Confirm your email address",
    text: `Hi,\n\nConfirm your email address to start using Millrace:\n\n${link}\n\nThis link expires in 48 hours. If you didn't sign up for Millrace, you can ignore this email.\n`,
  }),
  alreadySignedUp: (to: string, link: string): MailDraft => ({
    to,
    subject: "You already have a Millrace account",
    text: `Someone tried to sign up for Millrace with this email address, but it already has an account.\n\nIf that was you, sign in, or reset your password here:\n\n${link}\n\nIf it wasn't you, you can ignore this email.\n`,
  }),
  reset: (to: string, name: string | null, link: string): MailDraft => ({
    to,
    subject: "Reset your Millrace password",
    text: `${hello(name)}\n\nUse this link to choose a new password:\n\n${link}\n\nIt expires in one hour and can be used once. If you didn't request this, you can ignore this email; your password hasn't changed.\n`,
  }),
  passwordChanged: (to: string, name: string): MailDraft => ({
    to,
    subject: "Your Millrace password was changed",
    text: `Hi ${name},\n\nYour password was changed, and you were signed out of all other sessions. If you didn't do this, reset your password immediately.\n`,
  }),
  changeEmail: (to: string, name: string, link: string): MailDraft => ({
    to,
    subject: "Confirm your new email address",
    text: `Hi ${name},\n\nConfirm your new email address for Millrace:\n\n${link}\n\nThis link expires in 24 hours.\n`,
  }),
  emailChanged: (to: string, name: string, newEmail: string): MailDraft => ({
    to,
    subject: "Your Millrace email address was changed",
    text: `Hi ${name},\n\nThe email address of your Millrace account is now ${newEmail}. If you didn't make this change, contact an owner of your organization immediately.\n`,
  }),
  invitation: (to: string, invitedBy: string, organization: string, link: string): MailDraft => ({
    to,
    subject: `${invitedBy} invited you to join ${organization} on Millrace`,
    text: `${invitedBy} invited you to join ${organization} on Millrace.\n\nAccept the invitation:\n\n${link}\n\nThis link expires in 7 days.\n`,
  }),
};
