import type { AuditDraft } from "../audit";
import type { Role } from "../roles";
import type { TokenKind } from "../token-format";
import type { Membership } from "./access";

export type Token = {
  readonly id: string;
  readonly kind: TokenKind;
  /** The public part of the token's text. */
  readonly lookupId: string;
  readonly lastFour: string;
  readonly name: string;
  /** The person that a personal token acts for. */
  readonly userId: string | null;
  /** The role of a service token. */
  readonly role: Role | null;
  readonly scopes: readonly string[];
  readonly deploymentId: string | null;
  readonly locationId: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

export type NewToken = Omit<Token, "createdAt" | "lastUsedAt" | "revokedAt"> & { readonly secretHash: string };

/** A token with the organization and the person it acts for. */
export type TokenHolder = {
  readonly token: Token & { readonly secretHash: string; readonly orgId: string };
  readonly organization: Pick<Membership, "slug" | "name">;
  /** The person's membership; null for service tokens, and when the person has left the organization. */
  readonly member: (Pick<Membership, "role" | "grants"> & { readonly name: string; readonly disabled: boolean }) | null;
};

export type TokenStore = {
  /** `scopeNotFound`: the deployment or the code location isn't the organization's. */
  create(orgId: string, token: NewToken, audit: AuditDraft): Promise<"created" | "scopeNotFound">;
  /** Lists tokens that aren't revoked, newest first: those of one person, or all. */
  list(orgId: string, userId: string | null): Promise<readonly Token[]>;
  find(orgId: string, id: string): Promise<Token | null>;
  revoke(orgId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean>;
  /** Finds a token by its public part, before its organization is known. */
  unscopedFindHolder(lookupId: string): Promise<TokenHolder | null>;
  touch(orgId: string, id: string, at: Date, ip: string | null): Promise<void>;
};
