import { DEFAULTS, isDomainError } from "@millrace/core";
import type { Client } from "@millrace/services/accounts";
import type { NextAuthOptions, Profile } from "next-auth";
import { safeNext } from "../../lib/safe-next";
import type { WebServer } from "../composition";
import { authCookies } from "./cookies";
import { authProviders } from "./providers";
import type { SignInAttempt } from "./sign-in-attempt";

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
  interface Profile {
    email_verified?: boolean;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
  }
}

/**
 * next-auth signs the cookie and talks to GitHub and Google. The accounts decide about sign-ins and keep
 * the sessions. The cookie's token carries the session's id and nothing else.
 */
export function authOptions(
  { env, useCases, log }: WebServer,
  client: Client,
  attempt: SignInAttempt,
): NextAuthOptions {
  const { accounts } = useCases;
  const isSecure = env.MILLRACE_URL.startsWith("https:");
  return {
    secret: env.MILLRACE_SECRET,
    useSecureCookies: isSecure,
    cookies: authCookies(isSecure),
    session: { strategy: "jwt", maxAge: DEFAULTS.session.idleDays * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: authProviders(env, accounts, client, attempt),
    logger: {
      error: (code, metadata) => log.error({ code, metadata }, "sign-in failed"),
      warn: (code) => log.debug({ code }, "sign-in warning"),
      debug: () => {},
    },
    callbacks: {
      // Only to our own pages; next-auth's default throws at text that isn't a URL.
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return new URL(safeNext(path), baseUrl).href;
      },
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth" || !profile) return account?.type === "credentials";
        try {
          const signedIn = await accounts.signInOauth(oauthProfile(account, profile), client);
          user.sessionId = signedIn.sessionId;
          return true;
        } catch (error) {
          if (!isDomainError(error)) throw error;
          const code = attempt.codeOf(error);
          return code === "second_factor_required" ? "/sign-in/second-factor" : `/sign-in?error=${code}`;
        }
      },
      jwt: ({ token, user }) => (user?.sessionId ? { sid: user.sessionId } : { sid: token.sid }),
      // Shows the browser only that there is a session; pages ask the API who it is.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const found = token?.sid ? await accounts.resumeSession(token.sid) : null;
        if (found) await accounts.signOut(found.account.id, found.session.id);
      },
    },
  };
}

const oauthProfile = (account: { provider: string; providerAccountId: string }, profile: Profile) => ({
  provider: account.provider,
  providerAccountId: account.providerAccountId,
  email: profile.email ?? "",
  isEmailVerified: profile.email_verified === true && Boolean(profile.email),
  name: profile.name ?? profile.email ?? "",
});
