import type { Passkey, SecondFactorStore } from "@millrace/core/identity";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { addressBuckets, takeAttempts } from "../rate-limiter";
import type { AttemptDeps } from "./attempts";
import type { Client } from "./client";
import { hashSecret } from "./links";
import { relyingParty } from "./relying-party";
import { issueTicket, type TicketDeps } from "./sign-in-ticket";

/** Sign-ins with a passkey that a network can begin per minute. */
const BEGUN_PER_MINUTE_MAX = 100;

const Text = z.string().max(16_384);

/** The answer of a browser whose passkey is used. The library verifies its content. */
export const PasskeyResponse = z.looseObject({
  id: Text,
  rawId: Text,
  type: z.literal("public-key"),
  response: z.looseObject({ clientDataJSON: Text, authenticatorData: Text, signature: Text }),
});

type Deps = TicketDeps & AttemptDeps & { secondFactors: SecondFactorStore; publicUrl: string };

export type BegunPasskeySignIn = {
  readonly options: PublicKeyCredentialRequestOptionsJSON;
  /** The ticket that the challenge belongs to: the given one, or a new one. */
  readonly ticket: string;
};

/**
 * Starts to sign in with a passkey: as the second step of the sign-in that a ticket stands for, or without a password
 * and with any passkey of this site.
 */
export const beginPasskeySignIn =
  (deps: Deps) =>
  async (ticket: string | undefined, client: Client): Promise<BegunPasskeySignIn> => {
    await takeAttempts(deps.rateLimiter, addressBuckets("passkey", client), BEGUN_PER_MINUTE_MAX);
    const now = deps.clock.now();
    const begun = ticket === undefined ? null : await deps.signInTickets.find(hashSecret(ticket), now);
    const passkeys = begun?.userId ? await deps.secondFactors.listPasskeys(begun.userId) : [];
    const options = await generateAuthenticationOptions({
      rpID: relyingParty(deps.publicUrl).id,
      allowCredentials: passkeys.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports: [...transports],
      })),
      userVerification: "required",
    });
    if (ticket && begun && (await deps.signInTickets.setChallenge(hashSecret(ticket), options.challenge, now))) {
      return { options, ticket };
    }
    const fresh = { userId: null, method: "passkey", challenge: options.challenge };
    return { options, ticket: await issueTicket(deps, fresh) };
  };

/** Returns the passkey that answered a challenge, or null if the answer isn't valid. */
export async function verifiedPasskey(
  { secondFactors, publicUrl, clock }: Pick<Deps, "secondFactors" | "publicUrl" | "clock">,
  response: z.infer<typeof PasskeyResponse>,
  expectedChallenge: string,
): Promise<Passkey | null> {
  const passkey = await secondFactors.findPasskey(response.id);
  if (!passkey) return null;
  const { origin, id: rpId } = relyingParty(publicUrl);
  const { credentialId: id, publicKey, counter } = passkey;
  const answer = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    credential: { id, publicKey, counter },
    requireUserVerification: true,
    // The library throws at whatever it can't verify.
  }).catch(() => null);
  if (!answer?.verified) return null;
  const isNew = await secondFactors.markPasskeyUsed(passkey.id, answer.authenticationInfo.newCounter, clock.now());
  return isNew ? passkey : null;
}
