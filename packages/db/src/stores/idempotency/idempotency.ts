import type { IdempotencyStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { scopedStore } from "../../tenancy/scoped-store";
import { onUniqueViolation } from "../../unique-violation";

const LIFE_MS = 24 * 3_600_000;
/** A request that never finished, because its process died, blocks its key no longer than this. */
const RUNNING_MS = 60_000;

/** Creates the store of responses by idempotency key. */
export const createIdempotencyStore = ({ prisma }: Db): IdempotencyStore => {
  const where = (orgId: string, key: string, route: string) => ({ orgId_key_route: { orgId, key, route } });
  return scopedStore<IdempotencyStore>({
    begin: async (orgId, key, route, requestHash) => {
      const now = Date.now();
      const isStale = [
        { createdAt: { lt: new Date(now - LIFE_MS) } },
        { status: null, createdAt: { lt: new Date(now - RUNNING_MS) } },
      ];
      await prisma.idempotencyKey.deleteMany({ where: { orgId, key, route, OR: isStale } });
      const created = await onUniqueViolation(
        null,
        prisma.idempotencyKey.create({ data: { orgId, key, route, requestHash } }),
      );
      if (created) return { kind: "fresh" };
      const row = await prisma.idempotencyKey.findFirst({ where: { orgId, key, route } });
      if (!row) return { kind: "running" };
      if (row.requestHash !== requestHash) return { kind: "otherRequest" };
      return row.status === null
        ? { kind: "running" }
        : { kind: "done", response: { status: row.status, body: row.response } };
    },

    finish: async (orgId, key, route, { status, body }) => {
      const response = body == null ? Prisma.JsonNull : (body as Prisma.InputJsonValue);
      await prisma.idempotencyKey.update({
        where: where(orgId, key, route),
        data: { status, response },
      });
    },

    abandon: async (orgId, key, route) => {
      await prisma.idempotencyKey.deleteMany({ where: { orgId, key, route, status: null } });
    },
  });
};
