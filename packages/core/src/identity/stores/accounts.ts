import type { AuditDraft } from "../audit";

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly timeZone: string | null;
  readonly theme: string | null;
  readonly createdAt: Date;
};

export type NewAccount = Pick<Account, "id" | "email" | "name" | "passwordHash" | "emailVerifiedAt">;

export type AccountChange = Partial<Pick<Account, "name" | "timeZone" | "theme">>;

export type OauthIdentity = { readonly provider: string; readonly providerAccountId: string };

/**
 * People. They belong to no organization; a change that concerns their organizations is written to the audit logs of
 * all of them in the same transaction.
 */
export type AccountStore = {
  find(id: string): Promise<Account | null>;
  findByEmail(email: string): Promise<Account | null>;
  findByOauth(identity: OauthIdentity): Promise<Account | null>;
  create(account: NewAccount): Promise<"created" | "emailTaken">;
  update(id: string, change: AccountChange): Promise<void>;
  /**
   * Sets the password, and confirms the address if it was set through an emailed link. Invalidates all earlier links
   * and sign-ins between their steps, because someone with the old password could have begun them.
   */
  setPassword(id: string, passwordHash: string | null, verifiedAt: Date | null, audit: AuditDraft): Promise<void>;
  /** Sets the address and invalidates all earlier links. */
  setEmail(id: string, email: string, verifiedAt: Date, audit: AuditDraft): Promise<"changed" | "emailTaken">;
  markVerified(id: string, at: Date): Promise<void>;
  linkOauth(id: string, identity: OauthIdentity, audit: AuditDraft): Promise<void>;
  /** Writes something that happened to an account to the audit logs of its organizations. */
  recordForOrganizations(id: string, audit: AuditDraft): Promise<void>;
  /** Returns true for the oldest account. */
  isFirst(id: string): Promise<boolean>;
};

export type Session = {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
};

export type NewSession = Omit<Session, "revokedAt" | "createdAt">;

/** Sign-ins of people. */
export type SessionStore = {
  create(session: NewSession, audit: AuditDraft): Promise<void>;
  find(id: string): Promise<{ readonly session: Session; readonly account: Account } | null>;
  touch(id: string, seenAt: Date, expiresAt: Date): Promise<void>;
  /** Lists sessions that are neither revoked nor expired, last seen first. */
  listActive(userId: string, now: Date): Promise<readonly Session[]>;
  /** Returns false when there was no session to revoke; nothing is audited then. */
  revoke(userId: string, id: string, at: Date, audit?: AuditDraft): Promise<boolean>;
  /** Returns the number of sessions revoked; when there were none, nothing is audited. */
  revokeAll(
    userId: string,
    at: Date,
    options?: { readonly exceptId?: string; readonly audit?: AuditDraft },
  ): Promise<number>;
};

export type LinkPurpose = "verify" | "reset" | "changeEmail";

export type NewLink = {
  readonly hash: string;
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly expiresAt: Date;
};

/** The account and the address that a link was sent to. */
export type LinkHolder = { readonly userId: string; readonly email: string };

/** Emailed links; only the hash of their secret is stored. */
export type LinkStore = {
  create(link: NewLink): Promise<void>;
  /** Finds a link without using it; returns null when it is unknown, used, or expired. */
  find(hash: string, purpose: LinkPurpose, now: Date): Promise<LinkHolder | null>;
  /** Uses a link; returns null when it is unknown, used, or expired. */
  consume(hash: string, purpose: LinkPurpose, now: Date): Promise<LinkHolder | null>;
};
