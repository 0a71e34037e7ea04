import type { Actor } from "@millrace/services";
import type { MembershipRecord, TokenRestriction } from "../auth/access";

/** Who a valid token speaks for. */
export type TokenPrincipal = {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly kind: "pat" | "svc";
  readonly userId: string | null;
  readonly member: MembershipRecord;
  readonly restriction: TokenRestriction;
  readonly expiresAt: Date | null;
  readonly actor: Actor;
};

/** Finds out who a token speaks for; null for one that is unknown, expired or revoked. */
export type Authenticate = (
  token: string,
  client: { readonly ip: string | undefined; readonly requestId: string },
) => Promise<TokenPrincipal | null>;
