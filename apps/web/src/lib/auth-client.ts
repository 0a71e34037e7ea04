import { signIn as nextSignIn, signOut as nextSignOut } from "next-auth/react";

export type SignInResult = { ok: true } | { ok: false; message: string };

const MESSAGES: Record<string, string> = {
  CredentialsSignin: "Incorrect email or password.",
  too_many_attempts: "Too many attempts. Wait a minute and try again.",
  oauth_failed: "The sign-in provider couldn't verify your identity. Try again.",
  email_not_verified: "Verify your email address with that provider first.",
  account_disabled: "This account is disabled.",
};

/** The message for a rejected sign-in. */
export const signInProblem = (code: string): string => MESSAGES[code] ?? "Couldn't sign in. Try again.";

/** Signs in with email and password; resolves to an error message if that fails. */
export async function signInWithPassword(email: string, password: string): Promise<SignInResult> {
  const result = await nextSignIn("credentials", { email, password, redirect: false });
  if (result?.ok && !result.error) return { ok: true };
  return { ok: false, message: signInProblem(result?.error ?? "") };
}

export function signInWithProvider(provider: string, callbackUrl: string): void {
  void nextSignIn(provider, { callbackUrl });
}

export async function signOut(): Promise<void> {
  await nextSignOut({ redirect: false });
  window.location.assign("/sign-in");
}
