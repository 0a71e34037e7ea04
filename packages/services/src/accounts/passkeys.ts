import { DomainError, newId } from "@millrace/core";
import type { Actor, SecondFactorStore, SessionStore } from "@millrace/core/identity";
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { addFactor, type FactorAdded } from "./first-factor";
import { OwnPassword, type ReauthenticateDeps, reauthenticate } from "./reauthenticate";
import { relyingParty } from "./relying-party";

const CHALLENGE_MS = 5 * 60_000;
const PASSKEYS_MAX = 20;

const Text = z.string().max(16_384);

/** The answer of a browser that created a passkey. The library verifies its content. */
const RegistrationResponse = z.looseObject({
  id: Text,
  rawId: Text,
  type: z.literal("public-key"),
  response: z.looseObject({
    clientDataJSON: Text,
    attestationObject: Text,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

export const BeginPasskeyInput = z.object({ password: OwnPassword });
export const FinishPasskeyInput = z.object({
  name: z.string().trim().min(1, "is missing").max(60, "must have at most 60 characters"),
  response: RegistrationResponse,
});
export const RemovePasskeyInput = z.object({ id: z.string().max(100), password: OwnPassword });

export type PasskeyDeps = ReauthenticateDeps & {
  secondFactors: SecondFactorStore;
  sessions: SessionStore;
  mailer: Mailer;
  clock: Clock;
  publicUrl: string;
};

/** Starts to add a passkey: returns what the browser needs, with a challenge that only this session can answer. */
export const beginPasskey =
  (deps: PasskeyDeps) =>
  async (
    actor: Actor,
    sessionId: string,
    { password }: z.infer<typeof BeginPasskeyInput>,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> => {
    const account = await reauthenticate(deps, actor.id, password);
    const known = await deps.secondFactors.listPasskeys(actor.id);
    if (known.length >= PASSKEYS_MAX) {
      throw new DomainError("overLimit", "passkeys_limit", `An account can have up to ${PASSKEYS_MAX} passkeys.`);
    }
    const options = await generateRegistrationOptions({
      rpName: "Millrace",
      rpID: relyingParty(deps.publicUrl).id,
      userName: account.email,
      userDisplayName: account.name,
      userID: new Uint8Array(Buffer.from(account.id)),
      excludeCredentials: known.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports: [...transports],
      })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const expiresAt = new Date(deps.clock.now().getTime() + CHALLENGE_MS);
    await deps.secondFactors.setPasskeyChallenge(sessionId, options.challenge, expiresAt);
    return options;
  };

/** Adds the passkey that the browser created. From then on, signing in requires a second factor. */
export const finishPasskey =
  (deps: PasskeyDeps) =>
  async (
    actor: Actor,
    sessionId: string,
    { name, response }: z.infer<typeof FinishPasskeyInput>,
  ): Promise<FactorAdded> => {
    const now = deps.clock.now();
    const challenge = await deps.secondFactors.takePasskeyChallenge(sessionId, now);
    const account = await deps.accounts.find(actor.id);
    if (!challenge || !account) throw setupExpired();
    const credential = await verifiedCredential(deps, response as unknown as RegistrationResponseJSON, challenge);

    const passkey = {
      id: newId("passkey"),
      userId: actor.id,
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
      name,
      createdAt: now,
    };
    const audit = { actor, action: "account.passkeyAdded", target: passkey.id, details: { name } };
    const added = await addFactor(deps, { userId: actor.id, sessionId }, async (first) => {
      if (!(await deps.secondFactors.addPasskey(passkey, first, audit))) throw rejected();
    });
    await deps.mailer.send(mails.secondFactorAdded(account.email, account.name, `the passkey "${name}"`));
    return added;
  };

/** Removes a passkey. */
export const removePasskey =
  (deps: PasskeyDeps) =>
  async (actor: Actor, { id, password }: z.infer<typeof RemovePasskeyInput>): Promise<void> => {
    const account = await reauthenticate(deps, actor.id, password);
    const passkey = (await deps.secondFactors.listPasskeys(actor.id)).find((known) => known.id === id);
    const audit = { actor, action: "account.passkeyRemoved", target: id, details: { name: passkey?.name } };
    if (!passkey || !(await deps.secondFactors.removePasskey(actor.id, id, audit))) {
      throw new DomainError("notFound", "passkey_not_found", "Passkey not found.");
    }
    await deps.mailer.send(mails.secondFactorRemoved(account.email, account.name, `the passkey "${passkey.name}"`));
  };

async function verifiedCredential(
  { publicUrl }: PasskeyDeps,
  response: RegistrationResponseJSON,
  expectedChallenge: string,
) {
  const { origin, id } = relyingParty(publicUrl);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
    });
    if (verified) return registrationInfo.credential;
  } catch (cause) {
    throw rejected(cause);
  }
  throw rejected();
}

const rejected = (cause?: unknown) =>
  new DomainError("invalid", "passkey_invalid", "This passkey couldn't be verified. Try again.", { cause });

const setupExpired = () =>
  new DomainError("conflict", "passkey_setup_expired", "This setup has expired or was finished. Start again.");
