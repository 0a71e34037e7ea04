import type { AuditDraft } from "@millrace/core/identity";

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

export type OauthIdentity = { readonly provider: string; readonly providerAccountId: string };

/** People. What a change means for their organizations' audit logs is written with it. */
export type AccountStore = {
  find(id: string): Promise<Account | null>;
  findByEmail(email: string): Promise<Account | null>;
  findByOauth(identity: OauthIdentity): Promise<Account | null>;
  create(account: NewAccount): Promise<"created" | "emailTaken">;
  update(id: string, change: Partial<Pick<Account, "name" | "timeZone" | "theme">>): Promise<void>;
  /**
   * Also proves the address, when the password was set through a mailed link. Every link that was mailed before ends: who
   * had the old password, or the old address, may have asked for it.
   */
  setPassword(id: string, passwordHash: string | null, verifiedAt: Date | null, audit: AuditDraft): Promise<void>;
  /** Every link that was mailed before ends. */
  setEmail(id: string, email: string, verifiedAt: Date, audit: AuditDraft): Promise<"changed" | "emailTaken">;
  markVerified(id: string, at: Date): Promise<void>;
  linkOauth(id: string, identity: OauthIdentity, audit: AuditDraft): Promise<void>;
  /** True for the account that was made before all others. */
  isFirst(id: string): Promise<boolean>;
};

export type SessionRecord = {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
};

export type SessionStore = {
  create(session: Omit<SessionRecord, "revokedAt" | "createdAt">): Promise<void>;
  find(id: string): Promise<{ session: SessionRecord; account: Account } | null>;
  touch(id: string, seenAt: Date, expiresAt: Date): Promise<void>;
  /** Those that are neither revoked nor expired, the last seen first. */
  listActive(userId: string, now: Date): Promise<readonly SessionRecord[]>;
  /** False when there is none to revoke; then nothing is audited either. */
  revoke(userId: string, id: string, at: Date, audit?: AuditDraft): Promise<boolean>;
  /** How many there were; none is nothing to audit. */
  revokeAll(userId: string, at: Date, options?: { exceptId?: string; audit?: AuditDraft }): Promise<number>;
};

export type LinkPurpose = "verify" | "reset" | "changeEmail";

/** Links that were mailed; only the hash of their secret is kept. */
export type LinkStore = {
  create(link: { hash: string; userId: string; purpose: LinkPurpose; email: string; expiresAt: Date }): Promise<void>;
  /** Null when it is unknown, used, or expired. */
  find(hash: string, purpose: LinkPurpose, now: Date): Promise<{ userId: string; email: string } | null>;
  /** Uses a link up; null when it is unknown, used or expired. */
  consume(hash: string, purpose: LinkPurpose, now: Date): Promise<{ userId: string; email: string } | null>;
};

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
};

/** Where somebody comes from. */
export type Client = { readonly ip?: string | undefined; readonly userAgent?: string | undefined };
