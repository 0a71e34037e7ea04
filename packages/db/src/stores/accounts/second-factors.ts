import type { AuditDraft, FirstFactor, Passkey, SecondFactorStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { Passkey as PasskeyRow } from "../../generated/client";
import { onUniqueViolation } from "../../unique-violation";
import { recordForMemberships, type Tx } from "../audit/audit";

/** Creates the store of people's second factors. They belong to no organization, so nothing here is scoped. */
export const createSecondFactorStore = ({ prisma }: Db): SecondFactorStore => {
  /** Changes a factor. An audit entry is written only if something changed. */
  const change = (userId: string, audit: AuditDraft, work: (tx: Tx) => Promise<{ count: number }>) =>
    prisma.$transaction(async (tx) => {
      const { count } = await work(tx);
      if (count > 0) await recordForMemberships(tx, userId, audit);
      return count > 0;
    });

  return {
    hasAny: (userId) => hasSecondFactor(prisma, userId),

    findTotp: (userId) => prisma.totpFactor.findUnique({ where: { userId } }),

    startTotp: (userId, totp) =>
      prisma.$transaction(async (tx) => {
        await tx.totpFactor.deleteMany({ where: { userId, confirmedAt: null } });
        const { count } = await tx.totpFactor.createMany({ data: { userId, ...totp }, skipDuplicates: true });
        return count > 0;
      }),

    confirmTotp: (userId, lastStep, confirmedAt, first, audit) =>
      change(userId, audit, async (tx) => {
        const where = { userId, confirmedAt: null };
        const confirmed = await tx.totpFactor.updateMany({ where, data: { confirmedAt, lastStep } });
        if (confirmed.count > 0 && first) await replaceCodes(tx, userId, first);
        return confirmed;
      }),

    takeTotpStep: async (userId, step) => {
      const { count } = await prisma.totpFactor.updateMany({
        where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
        data: { lastStep: step },
      });
      return count > 0;
    },

    removeTotp: (userId, audit) =>
      change(userId, audit, async (tx) => {
        const removed = await tx.totpFactor.deleteMany({ where: { userId, confirmedAt: { not: null } } });
        await removeUnneededCodes(tx, userId);
        return removed;
      }),

    listPasskeys: async (userId) =>
      (await prisma.passkey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } })).map(passkeyOf),

    findPasskey: async (credentialId) => {
      const row = await prisma.passkey.findUnique({ where: { credentialId } });
      return row && passkeyOf(row);
    },

    addPasskey: (passkey, first, audit) =>
      onUniqueViolation(
        false,
        change(passkey.userId, audit, async (tx) => {
          await tx.passkey.create({ data: { ...passkey, transports: [...passkey.transports] } });
          if (first) await replaceCodes(tx, passkey.userId, first);
          return { count: 1 };
        }),
      ),

    markPasskeyUsed: async (id, counter, lastUsedAt) => {
      const unused = counter === 0 ? { counter: 0 } : { counter: { lt: counter } };
      const { count } = await prisma.passkey.updateMany({ where: { id, ...unused }, data: { counter, lastUsedAt } });
      return count > 0;
    },

    removePasskey: (userId, id, audit) =>
      change(userId, audit, async (tx) => {
        const removed = await tx.passkey.deleteMany({ where: { id, userId } });
        await removeUnneededCodes(tx, userId);
        return removed;
      }),

    countRecoveryCodes: (userId) => prisma.recoveryCode.count({ where: { userId, usedAt: null } }),

    replaceRecoveryCodes: (userId, recoveryHashes, audit) =>
      prisma.$transaction(async (tx) => {
        await replaceCodes(tx, userId, { recoveryHashes });
        await recordForMemberships(tx, userId, audit);
      }),

    takeRecoveryCode: (userId, hash, usedAt, audit) =>
      change(userId, audit, (tx) =>
        tx.recoveryCode.updateMany({ where: { userId, hash, usedAt: null }, data: { usedAt } }),
      ),

    setPasskeyChallenge: async (id, passkeyChallenge, passkeyChallengeExpiresAt) => {
      await prisma.session.updateMany({ where: { id }, data: { passkeyChallenge, passkeyChallengeExpiresAt } });
    },

    takePasskeyChallenge: (id, now) =>
      prisma.$transaction(async (tx) => {
        const [session] = await tx.$queryRaw<{ passkeyChallenge: string | null }[]>`
          select "passkeyChallenge" from "Session"
           where "id" = ${id} and "passkeyChallengeExpiresAt" > ${now} for update`;
        await tx.session.updateMany({ where: { id }, data: { passkeyChallenge: null } });
        return session?.passkeyChallenge ?? null;
      }),
  };
};

/** Returns true if an account has an authenticator app or a passkey. */
export async function hasSecondFactor(tx: Pick<Tx, "totpFactor" | "passkey">, userId: string): Promise<boolean> {
  const [apps, passkeys] = await Promise.all([
    tx.totpFactor.count({ where: { userId, confirmedAt: { not: null } } }),
    tx.passkey.count({ where: { userId } }),
  ]);
  return apps + passkeys > 0;
}

async function replaceCodes(tx: Tx, userId: string, { recoveryHashes }: FirstFactor): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: recoveryHashes.map((hash) => ({ userId, hash })) });
}

async function removeUnneededCodes(tx: Tx, userId: string): Promise<void> {
  if (!(await hasSecondFactor(tx, userId))) await tx.recoveryCode.deleteMany({ where: { userId } });
}

const passkeyOf = (row: PasskeyRow): Passkey => ({ ...row, counter: Number(row.counter) });
