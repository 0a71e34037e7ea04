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
  secondFactorAdded: (to: string, name: string, what: string): MailDraft => ({
    to,
    subject: "Two-factor authentication: added to your Millrace account",
    text: `Hi ${name},\n\nYou can now sign in to Millrace with ${what}. If you didn't add it, remove it on the page Account › Security, and change your password immediately.\n`,
  }),
  secondFactorRemoved: (to: string, name: string, what: string): MailDraft => ({
    to,
    subject: "Two-factor authentication: removed from your Millrace account",
    text: `Hi ${name},\n\nYour account no longer uses ${what}. If you didn't remove it, reset your password immediately.\n`,
  }),
  recoveryCodesReplaced: (to: string, name: string): MailDraft => ({
    to,
    subject: "Your Millrace recovery codes were replaced",
    text: `Hi ${name},\n\nYou have new recovery codes, and the earlier ones no longer work. If you didn't do this, reset your password immediately.\n`,
  }),
  recoveryCodeUsed: (to: string, name: string, left: number): MailDraft => ({
    to,
    subject: "A recovery code of your Millrace account was used",
    text: `Hi ${name},\n\nSomeone signed in to your account with one of your recovery codes. You have ${left} left. If it wasn't you, reset your password immediately and replace the codes on the page Account › Security.\n`,
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
