import type { Db } from "../../db";

type NewSession = {
  id: string;
  userId: string;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  ip: string | null;
};

/** Sign-ins of people. */
export const createSessionStore = ({ prisma }: Db) => ({
  create: async (session: NewSession) => {
    await prisma.session.create({ data: { ...session, createdAt: session.lastSeenAt } });
  },

  find: async (id: string) => {
    const row = await prisma.session.findUnique({ where: { id }, include: { user: true } });
    if (!row) return null;
    const { user: account, ...session } = row;
    return { session, account };
  },

  touch: async (id: string, seenAt: Date, expiresAt: Date) => {
    await prisma.session.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: seenAt, expiresAt } });
  },

  listActive: (userId: string, now: Date) =>
    prisma.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { lastSeenAt: "desc" },
      take: 100,
    }),

  revoke: async (userId: string, id: string, at: Date) => {
    const { count } = await prisma.session.updateMany({
      where: { userId, id, revokedAt: null },
      data: { revokedAt: at },
    });
    return count > 0;
  },

  revokeAll: async (userId: string, at: Date, exceptId?: string) => {
    const except = exceptId === undefined ? {} : { id: { not: exceptId } };
    const { count } = await prisma.session.updateMany({
      where: { userId, revokedAt: null, ...except },
      data: { revokedAt: at },
    });
    return count;
  },
});
