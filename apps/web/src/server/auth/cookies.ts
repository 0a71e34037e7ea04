import type { CookiesOptions } from "next-auth";

/** Names of the cookies. Over https they carry `__Host-`: no other host and no subdomain can set them. */
export const cookieNames = (isSecure: boolean) => {
  const prefix = isSecure ? "__Host-" : "";
  return {
    session: `${prefix}millrace-session`,
    csrf: `${prefix}millrace-csrf`,
    callback: `${prefix}millrace-callback`,
    state: `${prefix}millrace-state`,
    pkce: `${prefix}millrace-pkce`,
    nonce: `${prefix}millrace-nonce`,
    signIn: `${prefix}millrace-sign-in`,
    slackInstall: `${prefix}millrace-slack-install`,
  };
};

/** The cookies of next-auth: for this host only, unreadable to scripts, not sent with other sites' requests. */
export function authCookies(isSecure: boolean): Partial<CookiesOptions> {
  const names = cookieNames(isSecure);
  const options = { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure };
  const short = { ...options, maxAge: 15 * 60 };
  return {
    sessionToken: { name: names.session, options },
    csrfToken: { name: names.csrf, options },
    callbackUrl: { name: names.callback, options },
    state: { name: names.state, options: short },
    pkceCodeVerifier: { name: names.pkce, options: short },
    nonce: { name: names.nonce, options },
  };
}
