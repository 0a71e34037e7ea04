import type { RunFence } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";

export type SlotRequest = RunFence & { readonly step: string; readonly pool: string };
export type SlotAnswer = "granted" | "full" | "stale";

const POOL_LOCK = 7_214;

/**
 * Takes a place in a pool of granularity `op` for an executing step. A place is held by a run in progress only: it goes
 * with the run, however that ends. A pool without a limit always has room.
 */
export function takePoolSlot(db: Db, orgId: string, runId: string, request: SlotRequest): Promise<SlotAnswer> {
  const { attempt, lease, step, pool } = request;
  return db.transaction(async (tx) => {
    const [run] = await tx.query<{ deploymentId: string }>(sql`
      select "deploymentId" from "Run"
      where "orgId" = ${orgId} and "id" = ${runId} and "attempt" = ${attempt} and "lease" = ${lease} and "status" = 'STARTED'
    `);
    if (!run) return "stale";
    await tx.execute(sql`select pg_advisory_xact_lock(${POOL_LOCK}, hashtext(${`${run.deploymentId}/${pool}`}))`);
    const taken = await tx.execute(sql`
      insert into "PoolSlot" ("orgId", "deploymentId", "pool", "runId", "step", "attempt")
      select run."orgId", run."deploymentId", ${pool}, run."id", ${step}, run."attempt"
      from "Run" run
      join "Deployment" deployment on deployment."orgId" = run."orgId" and deployment."id" = run."deploymentId"
      left join "Limit" lim on lim."orgId" = run."orgId" and lim."deploymentId" = run."deploymentId"
        and lim."kind" = 'POOL' and lim."key" = ${pool}
      where run."orgId" = ${orgId} and run."id" = ${runId} and (
        lim."granularity" = 'run'
        or coalesce(lim."limit", deployment."poolDefaultLimit", -1) < 0
        or (select count(*) from "PoolSlot" slot where slot."orgId" = ${orgId}
          and slot."deploymentId" = run."deploymentId" and slot."pool" = ${pool})
          < coalesce(lim."limit", deployment."poolDefaultLimit")
      )
      on conflict do nothing
    `);
    if (taken > 0) return "granted";
    const [held] = await tx.query(sql`
      select 1 from "PoolSlot" where "orgId" = ${orgId} and "runId" = ${runId} and "pool" = ${pool} and "step" = ${step}
    `);
    return held ? "granted" : "full";
  });
}

/** Gives a place back; harmless when it is gone already. */
export async function releasePoolSlot(db: Db, orgId: string, runId: string, request: SlotRequest): Promise<void> {
  await db.execute(sql`
    delete from "PoolSlot" where "orgId" = ${orgId} and "runId" = ${runId} and "attempt" = ${request.attempt}
      and "pool" = ${request.pool} and "step" = ${request.step}
  `);
}
