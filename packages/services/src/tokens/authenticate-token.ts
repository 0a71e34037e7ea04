import { timingSafeEqual } from "node:crypto";
import { isTokenScope, parseToken, type Role, type RoleGrant, type TokenScope } from "@millrace/core/identity";
import type { Clock } from "../clock";
import type { Actor } from "../scope";
import type { TokenHolder, TokenStore } from "./ports";
import { hashTokenSecret } from "./tokens";

/** Who a valid token speaks for, and how much it may do at most. */
export type AuthenticatedToken = {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly kind: "pat" | "svc";
  readonly userId: string | null;
  readonly member: {
    readonly orgId: string;
    readonly slug: string;
    readonly name: string;
    readonly role: Role;
    readonly grants: readonly RoleGrant[];
  };
  readonly restriction: {
    readonly scopes: readonly TokenScope[];
    readonly deploymentId: string | null;
    readonly locationId: string | null;
  };
  readonly expiresAt: Date | null;
  readonly actor: Actor;
};

/** Finds out who a token speaks for; null for one that is malformed, unknown, expired, revoked or orphaned. */
export const authenticateToken =
  (deps: { tokens: TokenStore; clock: Clock }) =>
  async (
    text: string,
    client: { ip?: string | undefined; requestId?: string | undefined },
  ): Promise<AuthenticatedToken | null> => {
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

function toAuthenticatedToken(
  holder: TokenHolder,
  client: { ip?: string | undefined; requestId?: string | undefined },
): AuthenticatedToken {
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
