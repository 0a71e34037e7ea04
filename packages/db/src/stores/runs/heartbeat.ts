import type { HeartbeatAnswer, HeldRun } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/**
 * Extends the leases of everything that a worker executes. A run that is missing from the answer was lost, and
 * its worker must stop executing it. `cancel` says that it is to be canceled.
 */
export function unscopedHeartbeat(
  db: Queryable,
  runs: readonly HeldRun[],
  leaseMs: number,
): Promise<HeartbeatAnswer[]> {
  return db.query<HeartbeatAnswer>(sql`
    update "Run" run set "leaseExpiresAt" = now() + ${leaseMs} * interval '1 millisecond'
    from unnest(
      ${runs.map((it) => it.orgId)}::text[], ${runs.map((it) => it.runId)}::text[],
      ${runs.map((it) => it.attempt)}::int[], ${runs.map((it) => it.lease)}::text[]
    ) as held("orgId", "runId", "attempt", "lease")
    where run."orgId" = held."orgId" and run."id" = held."runId" and run."attempt" = held."attempt"
      and run."lease" = held."lease" and run."status" in ('STARTED', 'CANCELING')
    returning run."id" as "runId", run."status" = 'CANCELING' as "cancel"
  `);
}
