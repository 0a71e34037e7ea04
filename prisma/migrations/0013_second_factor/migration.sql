-- Second factors of people, and whether an organization requires one.

ALTER TABLE "Organization" ADD COLUMN "requiresSecondFactor" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "Session" ADD COLUMN "passkeyChallenge" TEXT,
  ADD COLUMN "passkeyChallengeExpiresAt" TIMESTAMPTZ(3);

CREATE TABLE "TotpFactor" (
  "userId" TEXT NOT NULL,
  "secret" BYTEA NOT NULL,
  "keyId" TEXT NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "confirmedAt" TIMESTAMPTZ(3),
  "lastStep" INTEGER,
  CONSTRAINT "TotpFactor_pkey" PRIMARY KEY ("userId"),
  CONSTRAINT "TotpFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Passkey" (
  "id" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "credentialId" TEXT NOT NULL,
  "publicKey" BYTEA NOT NULL,
  "counter" BIGINT NOT NULL,
  "transports" TEXT[],
  "name" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "lastUsedAt" TIMESTAMPTZ(3),
  CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");
CREATE INDEX "Passkey_userId_idx" ON "Passkey"("userId");

CREATE TABLE "RecoveryCode" (
  "userId" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "usedAt" TIMESTAMPTZ(3),
  CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("userId", "hash"),
  CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "SignInTicket" (
  "hash" TEXT NOT NULL,
  "userId" TEXT,
  "method" TEXT NOT NULL,
  "challenge" TEXT,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SignInTicket_pkey" PRIMARY KEY ("hash"),
  CONSTRAINT "SignInTicket_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "SignInTicket_userId_idx" ON "SignInTicket"("userId");
CREATE INDEX "SignInTicket_expiresAt_idx" ON "SignInTicket"("expiresAt");
