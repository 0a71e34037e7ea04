import type { Db } from "../../db";

type Status = "PENDING" | "SENT" | "FAILED" | "LOCAL";
const withStatus = <T extends { status: string }>(row: T) => ({ ...row, status: row.status as Status });

/** The database stamps a new mail; the clock of who sends it may be behind by this much. */
const CLOCK_SKEW_MS = 2_000;

/** Every mail that was written. */
export const createMailStore = ({ prisma }: Db) => ({
  create: async (mail: { id: string; to: string; subject: string; text: string; status: "PENDING" | "LOCAL" }) => {
    await prisma.$transaction(async (tx) => {
      await tx.mail.create({ data: mail });
      if (mail.status === "PENDING")
        await tx.outbox.create({ data: { job: "sendMail", payload: { mailId: mail.id } } });
    });
  },

  claim: async (id: string, now: Date, until: Date) => {
    const [row] = await prisma.mail.updateManyAndReturn({
      where: { id, status: "PENDING", notBefore: { lte: new Date(now.getTime() + CLOCK_SKEW_MS) } },
      data: { notBefore: until },
    });
    return row ? withStatus(row) : null;
  },

  listAll: async (limit: number) =>
    (await prisma.mail.findMany({ orderBy: { createdAt: "desc" }, take: limit })).map(withStatus),

  listDue: async (now: Date, limit: number) => {
    const where = { status: "PENDING", notBefore: { lte: now } };
    const rows = await prisma.mail.findMany({
      where,
      orderBy: { notBefore: "asc" },
      take: limit,
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  },

  markSent: async (id: string, at: Date) => {
    await prisma.mail.update({
      where: { id },
      data: { status: "SENT", sentAt: at, error: null, attempts: { increment: 1 } },
    });
  },

  markFailed: async (id: string, error: string, retryAt: Date | null) => {
    const next = retryAt === null ? { status: "FAILED" } : { notBefore: retryAt };
    await prisma.mail.update({
      where: { id },
      data: { ...next, error: error.slice(0, 1000), attempts: { increment: 1 } },
    });
  },
});
