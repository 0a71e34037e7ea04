import { cookieNames } from "../auth/cookies";
import { cookieOf } from "../auth/session-reader";
import type { Env } from "../env";

const MAX_AGE_SECONDS = 600;

const isSecure = (env: Env): boolean => env.MILLRACE_URL.startsWith("https:");

/** Returns the nonce of the installation that this browser began. */
export const installNonce = (env: Env, request: Request): string | undefined =>
  cookieOf(request)(cookieNames(isSecure(env)).slackInstall) || undefined;

/** Returns the `Set-Cookie` header that keeps a nonce in this browser, or removes it. Slack's redirect sends it along. */
export function installCookie(env: Env, nonce: string | null): string {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${nonce === null ? 0 : MAX_AGE_SECONDS}`];
  if (isSecure(env)) attributes.push("Secure");
  return [`${cookieNames(isSecure(env)).slackInstall}=${nonce ?? ""}`, ...attributes].join("; ");
}
