import type { StateValues } from "@millrace/protocol";
import type { Db } from "../../db";
import { EMPTY, sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import {
  type ResetAudit,
  type ResetTarget,
  resetState,
  type StateChange,
  type StatePlace,
  setState,
} from "./edit-state";
import { WHOLE_ASSET } from "./write-watermarks";

/** What is kept of an asset (`partition` is null) or of one of its partitions. */
export type StateEntry = {
  readonly partition: string | null;
  readonly value: StateValues;
  readonly bytes: number;
  readonly updatedAt: Date;
  readonly runId: string | null;
  readonly updatedBy: string | null;
};

const ENTRY = sql`nullif("partition", ${WHOLE_ASSET}) as "partition", "value", "bytes", "updatedAt", "runId", "updatedBy"`;

/** Watermarks as pages and people see them. */
export const createStateStore = (db: Db) =>
  scopedStore({
    async find(
      orgId: string,
      { deploymentId, asset }: StatePlace,
      partition: string | null,
    ): Promise<StateEntry | null> {
      const [entry] = await db.query<StateEntry>(sql`
      select ${ENTRY} from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        and "partition" = ${partition ?? WHOLE_ASSET}
    `);
      return entry ?? null;
    },

    /** How many partitions of an asset have state. */
    async countPartitions(orgId: string, { deploymentId, asset }: StatePlace): Promise<number> {
      const [row] = await db.query<{ count: number }>(sql`
      select count(*) from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "partition" <> ${WHOLE_ASSET}
    `);
      return row?.count ?? 0;
    },

    /** State of partitions by key, the greatest first: of windows of time the newest. `search` is a part of the key. */
    listPartitions: (
      orgId: string,
      { deploymentId, asset }: StatePlace,
      { search, before, limit }: { search?: string | undefined; before?: string | undefined; limit: number },
    ): Promise<StateEntry[]> =>
      db.query<StateEntry>(sql`
      select ${ENTRY} from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "partition" <> ${WHOLE_ASSET}
        ${before === undefined ? EMPTY : sql`and "partition" < ${before}`}
        ${search === undefined ? EMPTY : sql`and strpos(lower("partition"), lower(${search})) > 0`}
      order by "Watermark"."partition" desc limit ${limit}
    `),

    set: (orgId: string, place: StatePlace, partition: string | null, change: StateChange) =>
      setState(db, orgId, place, partition, change),

    reset: (orgId: string, place: StatePlace, target: ResetTarget, audit: ResetAudit) =>
      resetState(db, orgId, place, target, audit),
  });

export type StateStore = ReturnType<typeof createStateStore>;
