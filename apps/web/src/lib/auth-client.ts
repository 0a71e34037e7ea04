import { signIn as nextSignIn, signOut as nextSignOut } from "next-auth/react";
import { askForPasskey } from "./passkeys";

export type SignInResult = { ok: true } | { ok: false; code: string; message: string };

const MESSAGES: Record<string, string> = {
  CredentialsSignin: "Incorrect email or password.",
  too_many_attempts: "Too many attempts. Wait a minute and try again.",
  oauth_failed: "The sign-in provider couldn't verify your identity. Try again.",
  email_not_verified: "Verify your email address with that provider first.",
  account_disabled: "This account is disabled.",
  second_factor_wrong: "Incorrect or used code, or an unknown passkey.",
  sign_in_expired: "This sign-in has expired. Enter your password again.",
  passkey_canceled: "No passkey was used.",
};

/** The message for a rejected sign-in. */
export const signInProblem = (code: string): string => MESSAGES[code] ?? "Couldn't sign in. Try again.";

/** Signs in with email and password; resolves to an error if that fails or needs a second step. */
export const signInWithPassword = (email: string, password: string): Promise<SignInResult> =>
  signIn("credentials", { email, password });

/** Finishes a sign-in with a code of the authenticator app, or a recovery code. */
export const signInWithCode = (code: string): Promise<SignInResult> => signIn("second-factor", { code });

/** Finishes a sign-in with a passkey, or signs in with one alone. */
export async function signInWithPasskey(): Promise<SignInResult> {
  const response = await fetch("/api/sign-in/passkey", {
    method: "POST",
    headers: { "content-type": "application/json" },
  });
  const options = await response.json();
  if (!response.ok) return failed(options.code);
  const passkey = await askForPasskey(options);
  return passkey ? signIn("second-factor", { passkey: JSON.stringify(passkey) }) : failed("passkey_canceled");
}

export function signInWithProvider(provider: string, callbackUrl: string): void {
  void nextSignIn(provider, { callbackUrl });
}

export async function signOut(): Promise<void> {
  await nextSignOut({ redirect: false });
  window.location.assign("/sign-in");
}

async function signIn(provider: string, credentials: Record<string, string>): Promise<SignInResult> {
  const result = await nextSignIn(provider, { ...credentials, redirect: false });
  return result?.ok && !result.error ? { ok: true } : failed(result?.error ?? "");
}

const failed = (code: string): SignInResult => ({ ok: false, code, message: signInProblem(code) });
