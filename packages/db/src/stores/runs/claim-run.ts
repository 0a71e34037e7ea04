import type { MoveResult, RunClaim } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";
import { transition } from "./transition";

/** Claims a run that was admitted as this attempt, under a new lease, and inserts its steps. */
export function claimRun(db: Queryable, orgId: string, runId: string, claim: RunClaim): Promise<MoveResult> {
  return transition(
    db,
    orgId,
    runId,
    { event: "attemptStarted", message: `Started by ${claim.workerId} in a ${claim.launcher} sandbox` },
    {
      onlyIf: sql`and "attempt" = ${claim.attempt}`,
      also: sql`
        "lease" = ${claim.lease},
        "leaseExpiresAt" = now() + ${claim.leaseMs} * interval '1 millisecond',
        "workerId" = ${claim.workerId},
        "launcher" = ${claim.launcher},
        "traceId" = coalesce(${claim.traceId ?? null}, run."traceId"),
        "lastBatch" = 0,
        "startedAt" = now()`,
      andThen: sql`, laid_out as (
        insert into "RunStep" ("orgId", "runId", "key", "kind", "definition", "assets", "status", "attempt", "ordinal")
        select moved."orgId", moved."id", step->>'key', step->>'kind', step->>'definition',
          array(select jsonb_array_elements_text(step->'assets')), 'PENDING', moved."attempt", ordinal
        from moved, jsonb_array_elements(moved."plan"->'steps') with ordinality as steps(step, ordinal)
      )`,
    },
  );
}
