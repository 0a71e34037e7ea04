import type { ReaperPass, ReaperTimes } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/**
 * Lists runs whose lease has expired, that were admitted but not started in time, or that exceeded their maximum run time
 * by more than the grace period in which their worker should have ended them.
 *
 * Records the pass in the same statement: only a pass that could read the runs counts.
 */
export async function unscopedReaperPass(db: Queryable, times: ReaperTimes): Promise<ReaperPass> {
  const { startTimeoutMs, wallTimeGraceMs, pauseMs, leaseMs } = times;
  const [pass] = await db.query<ReaperPass>(sql`
    with before as (
      select "at" < clock_timestamp() - ${pauseMs} * interval '1 millisecond' as "isLongAgo", "graceUntil"
      from "ReaperPass" where "id" = 1 for update
    ), pass as (
      select "isLongAgo",
        case when "isLongAgo" then clock_timestamp() + ${leaseMs} * interval '1 millisecond' else "graceUntil" end as "graceUntil"
      from before
    ), recorded as (
      update "ReaperPass" set "at" = clock_timestamp(), "graceUntil" = pass."graceUntil" from pass where "id" = 1
    ), relaxed as (
      select set_config('synchronous_commit', 'off', true)
    ), overdue as (
      select run."orgId", run."id", run."status", run."version", run."attempt",
        case
          when run."status" = 'STARTING' and run."admittedAt" < now() - ${startTimeoutMs} * interval '1 millisecond' then 'neverStarted'
          when run."status" = 'CANCELING' and run."lease" is null then 'leaseExpired'
          when run."status" <> 'STARTING' and greatest(run."leaseExpiresAt", pass."graceUntil") < now() then 'leaseExpired'
          when run."status" = 'STARTED'
            and run."startedAt" < now() - (least(deployment."runWallTimeMs", org."runWallTimeMsMax") + ${wallTimeGraceMs}) * interval '1 millisecond' then 'tooLong'
        end as "why"
      from pass, "Run" run
      join "Deployment" deployment on deployment."orgId" = run."orgId" and deployment."id" = run."deploymentId"
      join "Organization" org on org."id" = run."orgId"
      where run."status" in ('STARTING', 'STARTED', 'CANCELING')
    )
    select pass."isLongAgo" as "isGraceGiven",
      coalesce((select jsonb_agg(overdue) from overdue where "why" is not null), '[]'::jsonb) as "overdue"
    from pass, relaxed
  `);
  return pass ?? { overdue: [], isGraceGiven: false };
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
