import type { AuditDraft, SessionStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordForMemberships } from "../audit/audit";

/** Creates the store of people's sign-ins. */
export const createSessionStore = (db: Db): SessionStore => ({
  create: (session, audit) =>
    db.prisma.$transaction(async (tx) => {
      await tx.session.create({ data: { ...session, createdAt: session.lastSeenAt } });
      await recordForMemberships(tx, session.userId, audit);
    }),

  find: async (id) => {
    const row = await db.prisma.session.findUnique({ where: { id }, include: { user: true } });
    if (!row) return null;
    const { user: account, ...session } = row;
    return { session, account };
  },

  touch: async (id, seenAt, expiresAt) => {
    await db.prisma.session.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: seenAt, expiresAt } });
  },

  listActive: (userId, now) =>
    db.prisma.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { lastSeenAt: "desc" },
      take: 100,
    }),

  revoke: async (userId, id, at, audit) => (await revokeWhere(db, { userId, id }, at, audit)) > 0,

  revokeAll: (userId, at, { exceptId, audit } = {}) =>
    revokeWhere(db, { userId, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) }, at, audit),
});

/** Revokes sessions that are still active; if there were any, writes to the audit logs of the person's organizations. */
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
