import type { LinkStore } from "@millrace/core/identity";
import type { Db } from "../../db";

/** Creates the store of emailed links, by the hash of their secret. */
export const createLinkStore = ({ prisma }: Db): LinkStore => ({
  create: async (link) => {
    await prisma.mailToken.create({ data: link });
  },

  find: (hash, purpose, now) =>
    prisma.mailToken.findFirst({
      where: { hash, purpose, usedAt: null, expiresAt: { gt: now } },
      select: { userId: true, email: true },
    }),

  consume: async (hash, purpose, now) => {
    const [used] = await prisma.mailToken.updateManyAndReturn({
      where: { hash, purpose, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
      select: { userId: true, email: true },
    });
    return used ?? null;
  },
});
