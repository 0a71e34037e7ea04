import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordForMemberships } from "../audit/audit";

type NewSession = {
  id: string;
  userId: string;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  ip: string | null;
};

/** Sign-ins of people. */
export const createSessionStore = (db: Db) => ({
  create: async (session: NewSession) => {
    await db.prisma.session.create({ data: { ...session, createdAt: session.lastSeenAt } });
  },

  find: async (id: string) => {
    const row = await db.prisma.session.findUnique({ where: { id }, include: { user: true } });
    if (!row) return null;
    const { user: account, ...session } = row;
    return { session, account };
  },

  touch: async (id: string, seenAt: Date, expiresAt: Date) => {
    await db.prisma.session.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: seenAt, expiresAt } });
  },

  listActive: (userId: string, now: Date) =>
    db.prisma.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { lastSeenAt: "desc" },
      take: 100,
    }),

  revoke: async (userId: string, id: string, at: Date, audit?: AuditDraft) =>
    (await revokeWhere(db, { userId, id }, at, audit)) > 0,

  revokeAll: (userId: string, at: Date, { exceptId, audit }: { exceptId?: string; audit?: AuditDraft } = {}) =>
    revokeWhere(db, { userId, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) }, at, audit),
});

/** Revokes those that are not yet; where there were some, the organizations of their person are told with it. */
const revokeWhere = (
  { prisma }: Db,
  where: { userId: string; id?: string | { not: string } },
  at: Date,
  audit: AuditDraft | undefined,
): Promise<number> =>
  prisma.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: at } });
    if (count > 0 && audit) await recordForMemberships(tx, where.userId, audit);
    return count;
  });
