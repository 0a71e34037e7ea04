import type { AuditDraft, Role, RoleGrant, TokenKind } from "@millrace/core/identity";

export type Token = {
  readonly id: string;
  readonly kind: TokenKind;
  readonly lookupId: string;
  readonly lastFour: string;
  readonly name: string;
  readonly userId: string | null;
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

/** A token with what its use needs: who it speaks for and in which organization. */
export type TokenHolder = {
  readonly token: Token & { readonly secretHash: string; readonly orgId: string };
  readonly organization: { readonly slug: string; readonly name: string };
  /** The person's membership; null for services, and for people who are no members any more. */
  readonly member: {
    readonly name: string;
    readonly role: Role;
    readonly grants: readonly RoleGrant[];
    readonly disabled: boolean;
  } | null;
};

export type TokenStore = {
  /** `unknownPlace`: the deployment or code location is not the organization's. */
  create(orgId: string, token: NewToken, audit: AuditDraft): Promise<"created" | "unknownPlace">;
  /** Those that are not revoked, the newest first; one person's, or all. */
  list(orgId: string, userId: string | null): Promise<readonly Token[]>;
  find(orgId: string, id: string): Promise<Token | null>;
  revoke(orgId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean>;
  /** By the public part of a token, before its organization is known. */
  unscopedFindHolder(lookupId: string): Promise<TokenHolder | null>;
  touch(orgId: string, id: string, at: Date, ip: string | null): Promise<void>;
};
