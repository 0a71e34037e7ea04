import type { RunStatus } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/** A run that nobody takes care of any more. */
export type OverdueRun = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly why: "leaseExpired" | "neverStarted" | "tooLong";
};

/**
 * Runs whose lease has expired, that were admitted but not started in time, or that outlived their wall time by more
 * than the grace that their worker has to end them itself.
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

/** Launches that were published and that no worker took for a while: the queue may have lost them. */
export function unscopedUnclaimedRuns(
  db: Queryable,
  olderThanMs: number,
): Promise<{ orgId: string; runId: string; attempt: number }[]> {
  return db.query(sql`
    select "orgId", "id" as "runId", "attempt" from "Run"
    where "status" = 'STARTING' and "admittedAt" < now() - ${olderThanMs} * interval '1 millisecond'
  `);
}
