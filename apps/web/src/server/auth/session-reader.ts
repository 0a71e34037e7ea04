import type { SessionUser } from "@millrace/api";
import type { AccountUseCases } from "@millrace/services/accounts";
import type { OperatorUseCases } from "@millrace/services/operator";
import { decode } from "next-auth/jwt";
import type { Env } from "../env";
import { cookieNames } from "./cookies";

export type ReadSession = (cookie: (name: string) => string | undefined) => Promise<SessionUser | null>;

/**
 * Finds the person behind a request's cookie. The cookie only carries the session's id: the session itself is looked
 * up every time, so that revoking it takes effect immediately.
 */
export function sessionReader(
  env: Env,
  useCases: { accounts: AccountUseCases; operator: OperatorUseCases },
): ReadSession {
  const name = cookieNames(env.MILLRACE_URL.startsWith("https:")).session;
  return async (cookie) => {
    const token = cookie(name);
    if (!token) return null;
    const sessionId = await sessionIdOf(token, env.MILLRACE_SECRET);
    const found = sessionId && (await useCases.accounts.resumeSession(sessionId));
    if (!found) return null;
    const { account, session } = found;
    return {
      id: account.id,
      email: account.email,
      name: account.name,
      sessionId: session.id,
      isVerified: account.emailVerifiedAt !== null,
      isOperator: await useCases.operator.isOperator(account),
    };
  };
}

/** The session's id in a cookie; undefined for one that is forged, damaged or expired. */
export async function sessionIdOf(token: string, secret: string): Promise<string | undefined> {
  try {
    const claims = await decode({ token, secret });
    return typeof claims?.sid === "string" ? claims.sid : undefined;
  } catch {
    return undefined;
  }
}

/** Reads cookies of a `Cookie` header, as they stand: ours need no decoding. */
export function cookieOf(request: Request): (name: string) => string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return (name) => {
    const pair = pairs.find((candidate) => candidate.startsWith(`${name}=`));
    return pair?.slice(name.length + 1);
  };
}
