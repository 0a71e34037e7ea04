import type { AuditDraft } from "../audit";

/** An authenticator app. Its secret is encrypted. */
export type TotpFactor = {
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
  readonly startedAt: Date;
  readonly confirmedAt: Date | null;
  /** Time step of the newest code that was used. */
  readonly lastStep: number | null;
};

export type Passkey = {
  readonly id: string;
  readonly userId: string;
  /** The authenticator's ID of the key, as base64url. */
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** What belongs to a person's first second factor: the recovery codes' hashes. */
export type FirstFactor = { readonly recoveryHashes: readonly string[] };

/**
 * Second factors of people. A change is written to the audit logs of all of the person's organizations in the same
 * transaction. Removing the last second factor deletes the recovery codes.
 */
export type SecondFactorStore = {
  hasAny(userId: string): Promise<boolean>;
  findTotp(userId: string): Promise<TotpFactor | null>;
  /** Replaces an app that wasn't confirmed. Returns false if one was. */
  startTotp(userId: string, totp: Pick<TotpFactor, "secret" | "keyId" | "startedAt">): Promise<boolean>;
  /** Confirms an app by its first code. Returns false if there is none to confirm. */
  confirmTotp(userId: string, step: number, at: Date, first: FirstFactor | null, audit: AuditDraft): Promise<boolean>;
  /** Uses up the code of a time step. Returns false if it or a later one was used. */
  takeTotpStep(userId: string, step: number): Promise<boolean>;
  removeTotp(userId: string, audit: AuditDraft): Promise<boolean>;
  listPasskeys(userId: string): Promise<readonly Passkey[]>;
  findPasskey(credentialId: string): Promise<Passkey | null>;
  /** Returns false if the key already belongs to an account. */
  addPasskey(passkey: Omit<Passkey, "lastUsedAt">, first: FirstFactor | null, audit: AuditDraft): Promise<boolean>;
  /** Stores the authenticator's count of uses. Returns false if it isn't higher than the last one, except for zero. */
  markPasskeyUsed(id: string, counter: number, at: Date): Promise<boolean>;
  removePasskey(userId: string, id: string, audit: AuditDraft): Promise<boolean>;
  countRecoveryCodes(userId: string): Promise<number>;
  replaceRecoveryCodes(userId: string, hashes: readonly string[], audit: AuditDraft): Promise<void>;
  /** Uses up a code. Returns false if it is unknown or was used. */
  takeRecoveryCode(userId: string, hash: string, at: Date, audit: AuditDraft): Promise<boolean>;
  /** Stores the challenge of a passkey that a session is about to add. */
  setPasskeyChallenge(sessionId: string, challenge: string, expiresAt: Date): Promise<void>;
  /** Returns a session's challenge, once. */
  takePasskeyChallenge(sessionId: string, now: Date): Promise<string | null>;
};

/** A sign-in between its steps. */
export type SignInTicket = {
  /** Null until a passkey names the person. */
  readonly userId: string | null;
  /** How the person was identified so far: `password`, or the name of a provider. */
  readonly method: string;
};

/** Sign-ins between their steps, by the hash of a secret that one browser holds. */
export type SignInTicketStore = {
  create(hash: string, ticket: SignInTicket & { readonly challenge?: string }, expiresAt: Date): Promise<void>;
  find(hash: string, now: Date): Promise<SignInTicket | null>;
  setChallenge(hash: string, challenge: string, now: Date): Promise<boolean>;
  /** Counts an attempt, and takes the challenge. Returns null if the ticket is unknown, expired, or used up. */
  attempt(
    hash: string,
    attemptsMax: number,
    now: Date,
  ): Promise<(SignInTicket & { readonly challenge: string | null }) | null>;
  /** Returns false if another request finished this sign-in. */
  finish(hash: string): Promise<boolean>;
};
