import type {
  ChangedSet,
  DynamicKey,
  PartitionSetSize,
  PartitionSetUse,
  PartitionStore,
} from "@millrace/core/partitions";
import type { Db } from "../../db";
import { EMPTY, sql } from "../../sql";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";
import { changeDynamicKeys } from "./change-dynamic-keys";
import { readDynamicKeys } from "./dynamic-keys";

/** Creates the store of the partition sets of deployments. */
export const createPartitionStore = (db: Db): PartitionStore =>
  scopedStore<PartitionStore>({
    keysOf: (orgId, deploymentId, sets) => readDynamicKeys(db, { orgId, deploymentId }, sets),

    listUses: (orgId, deploymentId) =>
      db.query<PartitionSetUse>(sql`
      select distinct path #>> '{}' as "set", "kind", "key", "locationId"
      from "Definition", jsonb_path_query("data"->'partitions', '$.** ? (@.kind == "dynamic").name') path
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "kind" in ('asset', 'job')
      order by "set", "kind", "key"
    `),

    listSizes: (orgId, deploymentId) =>
      db.query<PartitionSetSize>(sql`
      select "set", count(*)::int as "size", max("addedAt") as "lastAddedAt" from "DynamicPartition"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} group by "set" order by "set"
    `),

    listKeys: (orgId, deploymentId, set, { search, limit, afterId }) =>
      db.query<DynamicKey>(sql`
      select "id", "key", "addedAt", "addedBy" from "DynamicPartition"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "set" = ${set}
        ${search ? sql`and strpos(lower("key"), lower(${search})) > 0` : EMPTY}
        ${afterId === undefined ? EMPTY : sql`and "id" > ${afterId}`}
      order by "id" limit ${limit}
    `),

    change: (orgId, deploymentId, set, changes, by, check) =>
      db.prisma.$transaction(async (tx) => {
        const sets = new Map([[set, changes]]);
        const changed = (await changeDynamicKeys(sqlInPrisma(tx), { orgId, deploymentId }, { sets, by })).get(
          set,
        ) as ChangedSet;
        const audit = check(changed);
        if (audit) await recordAudit(tx, orgId, audit);
        return changed;
      }),
  });
