import { DomainError, isDomainError } from "@millrace/core";
import { type AccountUseCases, type Client, FinishSignInInput, SignInInput } from "@millrace/services/accounts";
import CredentialsProvider from "next-auth/providers/credentials";
import GithubProvider, { type GithubEmail } from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import type { Provider } from "next-auth/providers/index";
import type { Env } from "../env";
import type { SignInAttempt } from "./sign-in-attempt";

/** Password sign-in and its second step always, the others when they are configured. */
export function authProviders(env: Env, accounts: AccountUseCases, client: Client, attempt: SignInAttempt): Provider[] {
  const github = env.GITHUB && githubProvider(env.GITHUB);
  const google = env.GOOGLE && GoogleProvider({ clientId: env.GOOGLE.id, clientSecret: env.GOOGLE.secret });
  return [
    passwordProvider(accounts, client, attempt),
    secondFactorProvider(accounts, client, attempt),
    ...(github ? [github] : []),
    ...(google ? [google] : []),
  ];
}

/** What the sign-in page offers beside the password. */
export const oauthProviderIds = (env: Env): string[] => [
  ...(env.GITHUB ? ["github"] : []),
  ...(env.GOOGLE ? ["google"] : []),
];

const passwordProvider = (accounts: AccountUseCases, client: Client, attempt: SignInAttempt) =>
  CredentialsProvider({
    name: "Password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (credentials) => {
      const input = SignInInput.safeParse(credentials);
      if (!input.success) return null;
      try {
        const { sessionId, account } = await accounts.signIn(input.data, client);
        return { id: account.id, email: account.email, name: account.name, sessionId };
      } catch (error) {
        if (!isDomainError(error)) throw error;
        if (error.code === "credentials_wrong") return null;
        // The sign-in page branches on the code.
        throw new Error(attempt.codeOf(error), { cause: error });
      }
    },
  });

const secondFactorProvider = (accounts: AccountUseCases, client: Client, attempt: SignInAttempt) =>
  CredentialsProvider({
    id: "second-factor",
    name: "Second factor",
    credentials: { code: { type: "text" }, passkey: { type: "text" } },
    authorize: async (credentials) => {
      const input = FinishSignInInput.safeParse(secondFactorOf(credentials));
      if (!input.success || !attempt.given) throw new Error("sign_in_expired");
      try {
        const { sessionId, account } = await accounts.finishSignIn(attempt.given, input.data, client);
        attempt.ticket = null;
        return { id: account.id, email: account.email, name: account.name, sessionId };
      } catch (error) {
        if (!isDomainError(error)) throw error;
        throw new Error(attempt.codeOf(error), { cause: error });
      }
    },
  });

/** A form carries texts only: a passkey's answer is JSON in one of them. */
function secondFactorOf(credentials: Record<string, string> | undefined): unknown {
  if (!credentials?.passkey) return { code: credentials?.code };
  try {
    return { passkey: JSON.parse(credentials.passkey) as unknown };
  } catch {
    return null;
  }
}

/** GitHub's profile may show any address: only the primary, verified one of the list counts. */
const githubProvider = ({ id, secret }: { id: string; secret: string }) =>
  GithubProvider({
    clientId: id,
    clientSecret: secret,
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        if (!tokens.access_token)
          throw new DomainError("unauthorized", "oauth_failed", "GitHub didn't return an access token.");
        const profile = await client.userinfo(tokens.access_token);
        const answer = await fetch("https://api.github.com/user/emails", {
          headers: { authorization: `Bearer ${tokens.access_token}` },
        });
        if (!answer.ok) throw new DomainError("unauthorized", "oauth_failed", "GitHub didn't return email addresses.");
        const emails = (await answer.json()) as GithubEmail[];
        const primary = emails.find((email) => email.primary && email.verified);
        return { ...profile, email: primary?.email, email_verified: primary !== undefined };
      },
    },
  });
