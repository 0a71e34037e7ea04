import {
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";

/** Asks for one of the site's passkeys. Returns null if the person cancels or none is available. */
export async function askForPasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON) {
  return startAuthentication({ optionsJSON }).catch(nullIfCanceled);
}

/** Asks to create a passkey. Returns null if the person cancels or this device has one. */
export async function createPasskey(optionsJSON: Parameters<typeof startRegistration>[0]["optionsJSON"]) {
  return startRegistration({ optionsJSON }).catch(nullIfCanceled);
}

/** Browsers report a canceled dialog and a missing or duplicate passkey as errors of these names. */
const CANCELED = ["NotAllowedError", "AbortError", "InvalidStateError"];

function nullIfCanceled(error: unknown): null {
  if (error instanceof WebAuthnError || (error instanceof Error && CANCELED.includes(error.name))) return null;
  throw error;
}
