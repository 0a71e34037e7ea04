import type { SignInTicketStore } from "@millrace/core/identity";
import type { Db } from "../../db";

/** Creates the store of sign-ins between their steps. */
export const createSignInTicketStore = ({ prisma }: Db): SignInTicketStore => ({
  create: async (hash, ticket, expiresAt) => {
    await prisma.signInTicket.create({ data: { hash, ...ticket, expiresAt } });
  },

  find: (hash, now) =>
    prisma.signInTicket.findFirst({
      where: { hash, expiresAt: { gt: now } },
      select: { userId: true, method: true },
    }),

  setChallenge: async (hash, challenge, now) => {
    const { count } = await prisma.signInTicket.updateMany({
      where: { hash, expiresAt: { gt: now } },
      data: { challenge },
    });
    return count > 0;
  },

  attempt: (hash, attemptsMax, now) =>
    prisma.$transaction(async (tx) => {
      const [ticket] = await tx.$queryRaw<{ userId: string | null; method: string; challenge: string | null }[]>`
        select "userId", "method", "challenge" from "SignInTicket"
         where "hash" = ${hash} and "expiresAt" > ${now} and "attempts" < ${attemptsMax} for update`;
      if (!ticket) return null;
      await tx.signInTicket.updateMany({ where: { hash }, data: { attempts: { increment: 1 }, challenge: null } });
      return ticket;
    }),

  finish: async (hash) => (await prisma.signInTicket.deleteMany({ where: { hash } })).count > 0,
});
