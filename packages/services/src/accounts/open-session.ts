import { newId } from "@millrace/core";
import type { Account, SecondFactorStore, SessionStore } from "@millrace/core/identity";
import type { Clock } from "../clock";
import type { Client } from "./client";
import { sessionExpiry } from "./sessions";
import { issueTicket, SecondFactorRequiredError, type TicketDeps } from "./sign-in-ticket";

export type SignedIn = { readonly sessionId: string; readonly account: Account };

export type OpenSessionDeps = { sessions: SessionStore; clock: Clock };

/**
 * Opens a session after the first step of a sign-in, for people without a second factor.
 *
 * @param method how the person was identified: `password`, or the name of the provider
 * @throws {SecondFactorRequiredError} for people with one, with the ticket that leads to the second step
 */
export async function openSessionAfterFirstStep(
  deps: OpenSessionDeps & TicketDeps & { secondFactors: SecondFactorStore },
  account: Account,
  client: Client,
  method: string,
): Promise<SignedIn> {
  if (await deps.secondFactors.hasAny(account.id)) {
    throw new SecondFactorRequiredError(await issueTicket(deps, { userId: account.id, method }));
  }
  return openSession(deps, account, client, method);
}

/**
 * Opens a session for a person whose identity is verified. The audit logs of their organizations record it.
 *
 * @param method how the identity was verified, such as `password` or `password+totp`
 */
export async function openSession(
  deps: OpenSessionDeps,
  account: Account,
  client: Client,
  method: string,
): Promise<SignedIn> {
  const now = deps.clock.now();
  const sessionId = newId("session", now.getTime());
  const userAgent = client.userAgent?.slice(0, 300) ?? null;
  await deps.sessions.create(
    {
      id: sessionId,
      userId: account.id,
      lastSeenAt: now,
      expiresAt: sessionExpiry(now),
      userAgent,
      ip: client.ip ?? null,
    },
    {
      actor: { kind: "user", id: account.id, name: account.name, ip: client.ip },
      action: "account.signedIn",
      target: sessionId,
      details: { method, userAgent },
    },
  );
  return { sessionId, account };
}
