import type { SlotAnswer, SlotRequest } from "@millrace/core/run";
import type { Db } from "../../db";
import { keyedLock } from "../../locks";
import { sql } from "../../sql";

/**
 * Takes a slot of a pool of granularity `op` for an executing step. Only a run in progress holds slots; they are deleted
 * with its end, however it ends. A pool without a limit always has a free slot.
 */
export function takePoolSlot(db: Db, orgId: string, runId: string, request: SlotRequest): Promise<SlotAnswer> {
  const { attempt, lease, step, pool } = request;
  return db.transaction(async (tx) => {
    const [run] = await tx.query<{ deploymentId: string }>(sql`
      select "deploymentId" from "Run"
      where "orgId" = ${orgId} and "id" = ${runId} and "attempt" = ${attempt} and "lease" = ${lease} and "status" = 'STARTED'
    `);
    if (!run) return "stale";
    await tx.execute(keyedLock("pool", orgId, run.deploymentId, pool));
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

/** Releases a slot. Does nothing if it is already free. */
export async function releasePoolSlot(db: Db, orgId: string, runId: string, request: SlotRequest): Promise<void> {
  await db.execute(sql`
    delete from "PoolSlot" where "orgId" = ${orgId} and "runId" = ${runId} and "attempt" = ${request.attempt}
      and "pool" = ${request.pool} and "step" = ${request.step}
  `);
}
