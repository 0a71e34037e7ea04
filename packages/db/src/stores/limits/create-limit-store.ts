import type { LimitRecord, LimitStore, PoolUse } from "@millrace/core/admission";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";

/** Creates the store of limits on runs in progress and sizes of pools. Triggers wake admission when one changes. */
export const createLimitStore = (db: Db): LimitStore =>
  scopedStore<LimitStore>({
    list: (orgId, deploymentId) =>
      db.query<LimitRecord>(sql`
      select "id", "kind", "key", "value", "perUniqueValue", "granularity", "limit", "updatedAt", "updatedBy"
      from "Limit" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} order by "kind", "key", "value" nulls first
    `),

    set: (orgId, deploymentId, limit, audit) =>
      db.prisma.$transaction(async (tx) => {
        const { id, updatedBy, kind, key, value, perUniqueValue, granularity } = limit;
        await tx.$executeRaw`
        insert into "Limit" ("orgId", "id", "deploymentId", "kind", "key", "value", "perUniqueValue", "granularity", "limit", "updatedBy", "updatedAt")
        values (${orgId}, ${id}, ${deploymentId}, ${kind}, ${key}, ${value}, ${perUniqueValue}, ${granularity}, ${limit.limit}, ${updatedBy}, now())
        on conflict ("orgId", "deploymentId", "kind", "key", "value", "perUniqueValue") do update set
          "limit" = excluded."limit", "granularity" = excluded."granularity", "updatedBy" = excluded."updatedBy", "updatedAt" = now()`;
        await recordAudit(tx, orgId, audit);
      }),

    delete: (orgId, deploymentId, id, audit) =>
      db.prisma.$transaction(async (tx) => {
        const { count } = await tx.limit.deleteMany({ where: { orgId, deploymentId, id } });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),

    async getPoolDefault(orgId, deploymentId) {
      const [row] = await db.query<{ limit: number | null }>(
        sql`select "poolDefaultLimit" as "limit" from "Deployment" where "orgId" = ${orgId} and "id" = ${deploymentId}`,
      );
      return row?.limit ?? null;
    },

    setPoolDefault: (orgId, deploymentId, limit, audit) =>
      db.prisma.$transaction(async (tx) => {
        await tx.deployment.update({
          where: { orgId_id: { orgId, id: deploymentId } },
          data: { poolDefaultLimit: limit },
        });
        await recordAudit(tx, orgId, audit);
      }),

    listPoolUse: (orgId, deploymentId) =>
      db.query<PoolUse>(sql`
      select "pool", sum("runs") as "runs", sum("slots") as "slots" from (
        select pool as "pool", 1 as "runs", 0 as "slots" from "Run", unnest("pools") pool
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "status" in ('STARTING', 'STARTED', 'CANCELING')
        union all
        select "data"->>'pool', 0, 0 from "Definition" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
          and "kind" in ('asset', 'op') and "data"->>'pool' is not null
        union all
        select "pool", 0, 1 from "PoolSlot" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
      ) use group by "pool" order by "pool"
    `),
  });
