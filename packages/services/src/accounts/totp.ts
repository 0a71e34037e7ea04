import { DomainError } from "@millrace/core";
import type { Actor, SecondFactorStore, SessionStore } from "@millrace/core/identity";
import { generateSecret, generateURI, verify } from "otplib";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import type { SecretBox } from "../variables/secret-box";
import { addFactor, type FactorAdded } from "./first-factor";
import { OwnPassword, type ReauthenticateDeps, reauthenticate } from "./reauthenticate";

const ISSUER = "Millrace";
/** One time step back and ahead, for clocks that differ. */
const TOLERANCE_SECONDS = 30;
const SETUP_MS = 15 * 60_000;

/** A code as people type it, with or without a space in the middle. */
export const TotpCode = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "must have 6 digits"));

export const BeginTotpInput = z.object({ password: OwnPassword });
export const ConfirmTotpInput = z.object({ code: TotpCode });
export const RemoveTotpInput = z.object({ password: OwnPassword });

export type TotpDeps = ReauthenticateDeps & {
  secondFactors: SecondFactorStore;
  sessions: SessionStore;
  secretBox: SecretBox;
  mailer: Mailer;
  clock: Clock;
};

/** Starts to set up an authenticator app: returns the secret for it, as text and as the URI of a QR code. */
export const beginTotp =
  (deps: TotpDeps) =>
  async (
    actor: Actor,
    { password }: z.infer<typeof BeginTotpInput>,
  ): Promise<{ readonly secret: string; readonly uri: string }> => {
    const account = await reauthenticate(deps, actor.id, password);
    const secret = generateSecret();
    const { ciphertext, keyId } = deps.secretBox.seal(secret, contextOf(actor.id));
    const started = { secret: ciphertext, keyId, startedAt: deps.clock.now() };
    if (!(await deps.secondFactors.startTotp(actor.id, started))) {
      throw new DomainError("conflict", "totp_exists", "An authenticator app is already set up. Remove it first.");
    }
    return { secret, uri: generateURI({ issuer: ISSUER, label: account.email, secret }) };
  };

/** Confirms the app with its first code. From then on, signing in requires a second factor. */
export const confirmTotp =
  (deps: TotpDeps) =>
  async (actor: Actor, sessionId: string, { code }: z.infer<typeof ConfirmTotpInput>): Promise<FactorAdded> => {
    const now = deps.clock.now();
    const totp = await deps.secondFactors.findTotp(actor.id);
    if (!totp || totp.confirmedAt || now.getTime() - totp.startedAt.getTime() > SETUP_MS) throw setupExpired();
    const step = await timeStepOf(deps, actor.id, totp, code);
    if (step === null) throw codeWrong();
    const account = await deps.accounts.find(actor.id);
    if (!account) throw setupExpired();

    const audit = { actor, action: "account.totpAdded", target: actor.id };
    const added = await addFactor(deps, { userId: actor.id, sessionId }, async (first) => {
      if (!(await deps.secondFactors.confirmTotp(actor.id, step, now, first, audit))) throw setupExpired();
    });
    await deps.mailer.send(mails.secondFactorAdded(account.email, account.name, "an authenticator app"));
    return added;
  };

/** Removes the authenticator app. */
export const removeTotp =
  (deps: TotpDeps) =>
  async (actor: Actor, { password }: z.infer<typeof RemoveTotpInput>): Promise<void> => {
    const account = await reauthenticate(deps, actor.id, password);
    const audit = { actor, action: "account.totpRemoved", target: actor.id };
    if (!(await deps.secondFactors.removeTotp(actor.id, audit))) {
      throw new DomainError("notFound", "totp_not_found", "No authenticator app is set up.");
    }
    await deps.mailer.send(mails.secondFactorRemoved(account.email, account.name, "the authenticator app"));
  };

/** Uses up a code of a person's confirmed app. Returns false if it is incorrect, or if it or a later one was used. */
export async function takeTotpCode(
  deps: Pick<TotpDeps, "secondFactors" | "secretBox" | "clock">,
  userId: string,
  code: string,
): Promise<boolean> {
  const totp = await deps.secondFactors.findTotp(userId);
  if (!totp?.confirmedAt) return false;
  const step = await timeStepOf(deps, userId, totp, code);
  return step !== null && deps.secondFactors.takeTotpStep(userId, step);
}

/** Returns the time step that a code belongs to, or null if it is incorrect. */
async function timeStepOf(
  { secretBox, clock }: Pick<TotpDeps, "secretBox" | "clock">,
  userId: string,
  totp: { readonly keyId: string; readonly secret: Uint8Array },
  code: string,
): Promise<number | null> {
  const secret = secretBox.open({ keyId: totp.keyId, ciphertext: totp.secret }, contextOf(userId));
  const epoch = Math.floor(clock.now().getTime() / 1_000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/** The context that a secret is encrypted with, so that it can't be moved to another account. */
const contextOf = (userId: string): string => `totp|${userId}`;

const codeWrong = () =>
  new DomainError("invalid", "code_wrong", "Incorrect code. Check the time of your device, and use the newest code.", {
    details: [{ pointer: "/code", code: "code_wrong", detail: "is incorrect" }],
  });

const setupExpired = () =>
  new DomainError("conflict", "totp_setup_expired", "This setup has expired or was finished. Start again.");
