import type { Env } from "../env";
import { cookieNames } from "./cookies";
import { cookieOf } from "./session-reader";

/** As long as the ticket, and not longer. */
const MAX_AGE_SECONDS = 600;

const isSecure = (env: Env): boolean => env.MILLRACE_URL.startsWith("https:");

/** Returns the ticket of the sign-in that this browser is in the middle of. */
export const signInTicket = (env: Env, request: Request): string | undefined =>
  cookieOf(request)(cookieNames(isSecure(env)).signIn) || undefined;

/** Returns the `Set-Cookie` header that keeps a ticket in this browser, or removes it. The ticket opens no page. */
export function signInCookie(env: Env, ticket: string | null): string {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Strict", `Max-Age=${ticket === null ? 0 : MAX_AGE_SECONDS}`];
  if (isSecure(env)) attributes.push("Secure");
  return [`${cookieNames(isSecure(env)).signIn}=${ticket ?? ""}`, ...attributes].join("; ");
}
