import { DEFAULTS, DomainError } from "@millrace/core";
import type { Account, Actor, Session, SessionStore } from "@millrace/core/identity";
import type { Clock } from "../clock";

const DAY_MS = 86_400_000;
const TOUCH_MS = 60_000;
const ABSOLUTE_DAYS = 180;

/** When a session that was just used ends if it is not used again. */
export const sessionExpiry = (now: Date): Date => new Date(now.getTime() + DEFAULTS.session.idleDays * DAY_MS);

/** The person behind a session, or null when it is revoked, expired or its account disabled; notes that it is used. */
export const resumeSession =
  (deps: { sessions: SessionStore; clock: Clock }) =>
  async (sessionId: string): Promise<{ session: Session; account: Account } | null> => {
    const found = await deps.sessions.find(sessionId);
    const now = deps.clock.now();
    if (!found || !isActive(found.session, now) || found.account.disabledAt) return null;
    if (now.getTime() - found.session.lastSeenAt.getTime() > TOUCH_MS) {
      await deps.sessions.touch(sessionId, now, sessionExpiry(now));
    }
    return found;
  };

/** Where someone is signed in. */
export const listSessions =
  (deps: { sessions: SessionStore; clock: Clock }) =>
  (userId: string): Promise<readonly Session[]> =>
    deps.sessions.listActive(userId, deps.clock.now());

/** Signs one of a person's own sessions out, at once; their organizations' audit logs say so. */
export const revokeSession =
  (deps: { sessions: SessionStore; clock: Clock }) =>
  async (actor: Actor, sessionId: string): Promise<void> => {
    const audit = { actor, action: "account.sessionRevoked", target: sessionId };
    if (await deps.sessions.revoke(actor.id, sessionId, deps.clock.now(), audit)) return;
    throw new DomainError("notFound", "session_not_found", "Session not found.");
  };

/** Signs out everywhere else; the audit logs of the person's organizations say so. */
export const revokeOtherSessions =
  (deps: { sessions: SessionStore; clock: Clock }) =>
  (actor: Actor, currentId: string): Promise<number> => {
    const audit = { actor, action: "account.otherSessionsRevoked", target: actor.id };
    return deps.sessions.revokeAll(actor.id, deps.clock.now(), { exceptId: currentId, audit });
  };

/** Ends the session that a person leaves by signing out: everyday, and in no audit log. */
export const signOut =
  (deps: { sessions: SessionStore; clock: Clock }) =>
  async (userId: string, sessionId: string): Promise<void> => {
    await deps.sessions.revoke(userId, sessionId, deps.clock.now());
  };

function isActive(session: Session, now: Date): boolean {
  const endsAt = session.createdAt.getTime() + ABSOLUTE_DAYS * DAY_MS;
  return session.revokedAt === null && session.expiresAt > now && endsAt > now.getTime();
}
