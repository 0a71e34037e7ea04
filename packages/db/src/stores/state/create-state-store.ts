import type { StateEntry, StateStore } from "@millrace/core/state";
import type { Db } from "../../db";
import { EMPTY, sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { resetState, setState } from "./edit-state";
import { WHOLE_ASSET } from "./write-watermarks";

const ENTRY = sql`nullif("partition", ${WHOLE_ASSET}) as "partition", "value", "bytes", "updatedAt", "runId", "updatedBy"`;

/** Creates the store of state as pages and people see it. */
export const createStateStore = (db: Db): StateStore =>
  scopedStore<StateStore>({
    async find(orgId, { deploymentId, asset }, partition) {
      const [entry] = await db.query<StateEntry>(sql`
      select ${ENTRY} from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        and "partition" = ${partition ?? WHOLE_ASSET}
    `);
      return entry ?? null;
    },

    async countPartitions(orgId, { deploymentId, asset }) {
      const [row] = await db.query<{ count: number }>(sql`
      select count(*) from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "partition" <> ${WHOLE_ASSET}
    `);
      return row?.count ?? 0;
    },

    listPartitions: (orgId, { deploymentId, asset }, { search, before, limit }) =>
      db.query<StateEntry>(sql`
      select ${ENTRY} from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "partition" <> ${WHOLE_ASSET}
        ${before === undefined ? EMPTY : sql`and "partition" < ${before}`}
        ${search === undefined ? EMPTY : sql`and strpos(lower("partition"), lower(${search})) > 0`}
      order by "Watermark"."partition" desc limit ${limit}
    `),

    set: (orgId, asset, partition, change) => setState(db, orgId, asset, partition, change),

    reset: (orgId, asset, target, audit) => resetState(db, orgId, asset, target, audit),
  });
