import type { Database } from "../stack/database";

type Queryable = Pick<Database, "query">;

/** Queues `count` copies of the run `template`, faster than the API could. */
export async function queueCopies(database: Queryable, template: string, count: number): Promise<void> {
  await database.query(
    `with copies as (
       insert into "Run" select (jsonb_populate_record(run, jsonb_build_object(
         'id', 'run_fill_' || n, 'status', 'QUEUED', 'version', 0, 'attempt', 0, 'lastBatch', 0, 'eventSeq', 1,
         'lease', null, 'leaseExpiresAt', null, 'workerId', null, 'launcher', null,
         'admittedAt', null, 'startedAt', null, 'endedAt', null, 'createdAt', clock_timestamp()))).*
       from "Run" run, generate_series(1, $2::int) n where run."id" = $1 returning "orgId", "id", "createdAt"
     )
     insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "message")
     select "orgId", "id", 1, 0, "createdAt", 'run.queued', 'Queued' from copies`,
    [template, count],
  );
}

/** Deletes the copies that are still queued. */
export async function deleteQueuedCopies(database: Queryable): Promise<void> {
  await database.query(
    `with gone as (delete from "Run" where "id" like 'run_fill_%' and "status" = 'QUEUED' returning "orgId", "id")
     delete from "RunEvent" event using gone where event."orgId" = gone."orgId" and event."runId" = gone."id"`,
  );
}
