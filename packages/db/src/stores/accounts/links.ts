import type { Db } from "../../db";

/** Links that were mailed, by the hash of their secret. */
export const createLinkStore = ({ prisma }: Db) => ({
  create: async (link: { hash: string; userId: string; purpose: string; email: string; expiresAt: Date }) => {
    await prisma.mailToken.create({ data: link });
  },

  find: (hash: string, purpose: string, now: Date) =>
    prisma.mailToken.findFirst({
      where: { hash, purpose, usedAt: null, expiresAt: { gt: now } },
      select: { userId: true, email: true },
    }),

  consume: async (hash: string, purpose: string, now: Date) => {
    const [used] = await prisma.mailToken.updateManyAndReturn({
      where: { hash, purpose, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
      select: { userId: true, email: true },
    });
    return used ?? null;
  },
});
