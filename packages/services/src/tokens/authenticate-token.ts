import { timingSafeEqual } from "node:crypto";
import {
  isTokenScope,
  type Membership,
  parseToken,
  type TokenHolder,
  type TokenKind,
  type TokenRestriction,
  type TokenStore,
} from "@millrace/core/identity";

import type { Clock } from "../clock";
import type { Actor } from "../scope";
import { hashTokenSecret } from "./tokens";

/** A valid token: the member it acts for, and its limits. */
export type AuthenticatedToken = {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly kind: TokenKind;
  readonly userId: string | null;
  readonly member: Membership;
  readonly restriction: TokenRestriction;
  readonly expiresAt: Date | null;
  readonly actor: Actor;
};

export type Authenticate = (
  text: string,
  client: { readonly ip?: string | undefined; readonly requestId?: string | undefined },
) => Promise<AuthenticatedToken | null>;

/**
 * Finds the member that a token acts for; returns null for a token that is malformed, unknown, expired, or revoked, or
 * whose owner has left.
 */
export const authenticateToken =
  (deps: { tokens: TokenStore; clock: Clock }): Authenticate =>
  async (text, client) => {
    const parts = parseToken(text);
    if (!parts) return null;
    const holder = await deps.tokens.unscopedFindHolder(parts.lookupId);
    const now = deps.clock.now();
    if (!holder || !isUsable(holder, parts, now)) return null;
    await deps.tokens.touch(holder.token.orgId, holder.token.id, now, client.ip ?? null);
    return toAuthenticatedToken(holder, client);
  };

function isUsable({ token, member }: TokenHolder, parts: { kind: string; secret: string }, now: Date): boolean {
  const given = Buffer.from(hashTokenSecret(parts.secret), "hex");
  const isRight = timingSafeEqual(given, Buffer.from(token.secretHash, "hex")) && token.kind === parts.kind;
  const isCurrent = token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);
  const hasHolder = token.kind === "svc" || (member !== null && !member.disabled);
  return isRight && isCurrent && hasHolder;
}

function toAuthenticatedToken(holder: TokenHolder, client: Parameters<Authenticate>[1]): AuthenticatedToken {
  const { token, organization, member } = holder;
  const name = token.kind === "pat" && member ? `${member.name} (token ${token.name})` : token.name;
  return {
    tokenId: token.id,
    tokenName: token.name,
    kind: token.kind,
    userId: token.userId,
    member: {
      orgId: token.orgId,
      ...organization,
      role: token.kind === "svc" ? (token.role ?? "viewer") : (member?.role ?? "viewer"),
      grants: token.kind === "svc" ? [] : (member?.grants ?? []),
    },
    restriction: {
      scopes: token.scopes.filter(isTokenScope),
      deploymentId: token.deploymentId,
      locationId: token.locationId,
    },
    expiresAt: token.expiresAt,
    actor: { kind: "token", id: token.id, name, ip: client.ip, requestId: client.requestId },
  };
}
