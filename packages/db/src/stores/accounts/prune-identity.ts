import type { Db } from "../../db";
import { inPlatform } from "../../tenancy/scope";

const DAY_MS = 86_400_000;
const before = (now: Date, days: number) => ({ lt: new Date(now.getTime() - days * DAY_MS) });

/** Deletes what is no longer of use: ended sessions, used or expired links, old answers, and delivered emails. */
export async function unscopedPruneIdentity({ prisma }: Db, now: Date): Promise<number> {
  const deleted = await Promise.all([
    prisma.session.deleteMany({ where: { OR: [{ expiresAt: before(now, 7) }, { revokedAt: before(now, 7) }] } }),
    prisma.signInTicket.deleteMany({ where: { expiresAt: { lt: now } } }),
    prisma.mailToken.deleteMany({ where: { expiresAt: before(now, 7) } }),
    inPlatform(() => prisma.idempotencyKey.deleteMany({ where: { createdAt: before(now, 1) } })),
    prisma.mail.deleteMany({ where: { status: { not: "PENDING" }, createdAt: before(now, 30) } }),
  ]);
  return deleted.reduce((sum, { count }) => sum + count, 0);
}
