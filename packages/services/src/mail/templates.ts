import type { MailDraft } from "./mailer";

/** Texts of the mails that accounts and organizations send. Links start with the dashboard's public address. */
export const mails = {
  verify: (to: string, name: string, link: string): MailDraft => ({
    to,
    subject: "Confirm your e-mail address for Millrace",
    text: `Hello ${name},\n\nconfirm that this address is yours:\n\n${link}\n\nThe link works for 48 hours. If you did not sign up, ignore this mail.\n`,
  }),
  alreadySignedUp: (to: string, link: string): MailDraft => ({
    to,
    subject: "You already have a Millrace account",
    text: `Somebody tried to sign up with this address, which already has an account.\n\nIf it was you, sign in or choose a new password:\n\n${link}\n`,
  }),
  reset: (to: string, name: string, link: string): MailDraft => ({
    to,
    subject: "Choose a new Millrace password",
    text: `Hello ${name},\n\nchoose a new password here:\n\n${link}\n\nThe link works for one hour and once. If you did not ask for it, ignore this mail: nothing has changed.\n`,
  }),
  passwordChanged: (to: string, name: string): MailDraft => ({
    to,
    subject: "Your Millrace password was changed",
    text: `Hello ${name},\n\nyour password was changed and your other sessions were signed out. If that was not you, reset your password at once.\n`,
  }),
  changeEmail: (to: string, name: string, link: string): MailDraft => ({
    to,
    subject: "Confirm your new e-mail address for Millrace",
    text: `Hello ${name},\n\nconfirm that this is your new address:\n\n${link}\n\nThe link works for 24 hours.\n`,
  }),
  emailChanged: (to: string, name: string, newEmail: string): MailDraft => ({
    to,
    subject: "The e-mail address of your Millrace account was changed",
    text: `Hello ${name},\n\nyour account now uses ${newEmail}. If that was not you, contact your organization's owner at once.\n`,
  }),
  invitation: (to: string, invitedBy: string, organization: string, link: string): MailDraft => ({
    to,
    subject: `${invitedBy} invites you to ${organization} on Millrace`,
    text: `${invitedBy} invites you to join ${organization} on Millrace:\n\n${link}\n\nThe link works for 7 days.\n`,
  }),
};
