import type { RunStatus } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/** A run that no process looks after anymore. */
export type OverdueRun = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly why: "leaseExpired" | "neverStarted" | "tooLong";
};

/**
 * Lists runs whose lease has expired, that were admitted but not started in time, or that exceeded their maximum run time
 * by more than the grace period in which their worker should have ended them.
 */
export function unscopedOverdueRuns(
  db: Queryable,
  { startTimeoutMs, wallTimeGraceMs }: { startTimeoutMs: number; wallTimeGraceMs: number },
): Promise<OverdueRun[]> {
  return db.query<OverdueRun>(sql`
    select * from (
      select run."orgId", run."id", run."status", run."version", run."attempt",
        case
          when run."status" = 'STARTING' and run."admittedAt" < now() - ${startTimeoutMs} * interval '1 millisecond' then 'neverStarted'
          when run."status" = 'CANCELING' and run."lease" is null then 'leaseExpired'
          when run."status" <> 'STARTING' and run."leaseExpiresAt" < now() then 'leaseExpired'
          when run."status" = 'STARTED'
            and run."startedAt" < now() - (least(deployment."runWallTimeMs", org."runWallTimeMsMax") + ${wallTimeGraceMs}) * interval '1 millisecond' then 'tooLong'
        end as "why"
      from "Run" run join "Deployment" deployment on deployment."orgId" = run."orgId" and deployment."id" = run."deploymentId"
      join "Organization" org on org."id" = run."orgId"
      where run."status" in ('STARTING', 'STARTED', 'CANCELING')
    ) run where "why" is not null
  `);
}

/**
 * Records a pass of the reaper. If the pass before, of any process, was longer ago than `pauseMs`, then workers may have
 * been unable to reach the database either: every lease gets one more term.
 * @returns how many leases were extended
 */
export async function unscopedRecordReaperPass(
  db: Queryable,
  { pauseMs, leaseMs }: { pauseMs: number; leaseMs: number },
): Promise<number> {
  const [pass] = await db.query<{ extended: number }>(sql`
    with before as (
      select "at" from "ReaperPass" where "id" = 1 for update
    ), recorded as (
      update "ReaperPass" set "at" = now() where "id" = 1
    ), relaxed as (
      select set_config('synchronous_commit', 'off', true)
    ), held as (
      select "orgId", "id" from "Run", before
      where before."at" < now() - ${pauseMs} * interval '1 millisecond'
        and "status" in ('STARTED', 'CANCELING') and "leaseExpiresAt" < now() + ${leaseMs} * interval '1 millisecond'
      for update of "Run" skip locked
    ), extended as (
      update "Run" run set "leaseExpiresAt" = now() + ${leaseMs} * interval '1 millisecond'
      from held where run."orgId" = held."orgId" and run."id" = held."id"
      returning 1
    )
    select (select count(*) from extended) as "extended" from relaxed
  `);
  return pass?.extended ?? 0;
}

/** Lists launches that were published and that no worker picked up for a while: the queue may have lost them. */
export function unscopedUnclaimedRuns(
  db: Queryable,
  olderThanMs: number,
): Promise<{ orgId: string; runId: string; attempt: number }[]> {
  return db.query(sql`
    select "orgId", "id" as "runId", "attempt" from "Run"
    where "status" = 'STARTING' and "admittedAt" < now() - ${olderThanMs} * interval '1 millisecond'
  `);
}
