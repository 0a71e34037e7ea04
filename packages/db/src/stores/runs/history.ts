import type { PastRun } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/** Finds a run with everything that a retry or a re-run takes over. */
export async function findHistory(db: Queryable, orgId: string, runId: string): Promise<PastRun | null> {
  const [run] = await db.query<PastRun>(sql`
    select "orgId", "id", "status", "failureReason", "deploymentId", "locationId", "location", "versionId", "job", "selection",
      "assetKeys", "plan", "config", "partitionKeys", "tags", "pools", "rootPools", "concurrencyKey", "priority", "trigger",
      "launchedBy", "launchedByName", "parentRunId", "rootRunId", "retryNumber", "reuse", "notBefore",
      ("failureReason" is not distinct from 'WORKER_LOST' and "error" is null) as "workerDied",
      coalesce((
        select jsonb_agg(jsonb_build_object('key', step."key", 'status', step."status", 'output', step."output"))
        from "RunStep" step where step."orgId" = run."orgId" and step."runId" = run."id"
      ), '[]'::jsonb) as "steps"
    from "Run" run where "orgId" = ${orgId} and "id" = ${runId}
  `);
  return run ?? null;
}

/** Adds a remark of the engine to a run's events, whatever its status. */
export async function noteEvent(db: Queryable, orgId: string, runId: string, message: string): Promise<void> {
  await db.execute(sql`
    with run as (
      update "Run" set "eventSeq" = "eventSeq" + 1 where "orgId" = ${orgId} and "id" = ${runId}
      returning "orgId", "id", "attempt", "eventSeq"
    )
    insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "message")
    select "orgId", "id", "eventSeq", "attempt", now(), 'engine', ${message} from run
  `);
}

/** Changes a queued run's priority, its tag and its place in the queue; false when it is not queued. */
export async function setPriority(
  db: Queryable,
  orgId: string,
  runId: string,
  change: { priority: number; tag: string; message: string },
): Promise<boolean> {
  const changed = await db.execute(sql`
    with run as (
      update "Run" set "priority" = ${change.priority}, "eventSeq" = "eventSeq" + 1, "version" = "version" + 1,
        "tags" = "tags" || jsonb_build_object(${change.tag}::text, ${String(change.priority)}::text)
      where "orgId" = ${orgId} and "id" = ${runId} and "status" = 'QUEUED'
      returning "orgId", "id", "attempt", "eventSeq"
    )
    insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "message")
    select "orgId", "id", "eventSeq", "attempt", now(), 'engine', ${change.message} from run
  `);
  return changed > 0;
}
