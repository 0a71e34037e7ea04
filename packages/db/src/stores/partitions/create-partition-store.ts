import type { AuditDraft } from "@millrace/core/identity";
import type { PartitionChanges } from "@millrace/core/partitions";
import type { Db } from "../../db";
import { EMPTY, sql } from "../../sql";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";
import { type ChangedSet, changeDynamicKeys } from "./change-dynamic-keys";
import { readDynamicKeys } from "./dynamic-keys";

export type PartitionStore = ReturnType<typeof createPartitionStore>;
export type PartitionSetUse = { set: string; kind: "asset" | "job"; key: string; locationId: string };
export type PartitionSetSize = { set: string; size: number; lastAddedAt: Date };
export type DynamicKeyRow = { id: number; key: string; addedAt: Date; addedBy: string };

/** Named sets of dynamic partitions of a deployment. */
export const createPartitionStore = (db: Db) =>
  scopedStore({
    keysOf: (orgId: string, deploymentId: string, sets: readonly string[]) =>
      readDynamicKeys(db, { orgId, deploymentId }, sets),

    /** The assets and jobs that are partitioned by a set. */
    listUses: (orgId: string, deploymentId: string) =>
      db.query<PartitionSetUse>(sql`
      select distinct path #>> '{}' as "set", "kind", "key", "locationId"
      from "Definition", jsonb_path_query("data"->'partitions', '$.** ? (@.kind == "dynamic").name') path
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "kind" in ('asset', 'job')
      order by "set", "kind", "key"
    `),

    listSizes: (orgId: string, deploymentId: string) =>
      db.query<PartitionSetSize>(sql`
      select "set", count(*)::int as "size", max("addedAt") as "lastAddedAt" from "DynamicPartition"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} group by "set" order by "set"
    `),

    /** Keys in the order in which they were added. */
    listKeys: (
      orgId: string,
      deploymentId: string,
      set: string,
      { search, limit, afterId }: { search?: string | undefined; limit: number; afterId?: number | undefined },
    ) =>
      db.query<DynamicKeyRow>(sql`
      select "id", "key", "addedAt", "addedBy" from "DynamicPartition"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "set" = ${set}
        ${search ? sql`and strpos(lower("key"), lower(${search})) > 0` : EMPTY}
        ${afterId === undefined ? EMPTY : sql`and "id" > ${afterId}`}
      order by "id" limit ${limit}
    `),

    /** Changes one set, all or nothing. `check` throws when the result may not be. */
    change: (
      orgId: string,
      deploymentId: string,
      set: string,
      changes: PartitionChanges,
      by: string,
      check: (changed: ChangedSet) => AuditDraft | undefined,
    ): Promise<ChangedSet> =>
      db.prisma.$transaction(async (tx) => {
        const place = { orgId, deploymentId };
        const sets = new Map([[set, changes]]);
        const changed = (await changeDynamicKeys(sqlInPrisma(tx), place, { sets, by })).get(set) as ChangedSet;
        const audit = check(changed);
        if (audit) await recordAudit(tx, orgId, audit);
        return changed;
      }),
  });
