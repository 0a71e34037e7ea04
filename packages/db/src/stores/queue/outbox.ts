import type { BackgroundJob, BackgroundJobName, JobPayloads, OutboxJob } from "@millrace/core/background-jobs";
import type { Db } from "../../db";
import { join, json, type Queryable, type Sql, sql } from "../../sql";

/**
 * Writes jobs with the change that causes them, in this order.
 * @param delayMs when they become due; omit for immediately
 */
export async function writeOutbox(
  tx: Queryable,
  jobs: readonly BackgroundJob[],
  delayMs?: number,
): Promise<OutboxJob[]> {
  if (jobs.length === 0) return [];
  return tx.query<OutboxJob>(sql`
    insert into "Outbox" ("job", "payload", "notBefore")
    select "job", "payload", now() + ${delayMs ?? null}::float8 * interval '1 millisecond'
    from unnest(${jobs.map((it) => it.job)}::text[], ${jobs.map((it) => json(it.payload))}::jsonb[])
      with ordinality as written("job", "payload", "ordinal")
    order by "ordinal"
    returning "id", "job", "payload"
  `);
}

/** The payload of a job that one statement writes for many rows: SQL for each of its fields. */
export function payloadSql<N extends BackgroundJobName>(
  fields: Readonly<Record<keyof JobPayloads[N] & string, Sql>>,
): Sql {
  const parts = Object.entries<Sql>(fields).map(([field, value]) => sql`${field}::text, ${value}`);
  return sql`jsonb_build_object(${join(parts, ", ")})`;
}

/**
 * Publishes due jobs and marks them as sent. Rows that another relay holds are skipped; if `publish` throws, everything
 * stays unsent. A crash between the two publishes twice, which the jobs' IDs and fences make harmless.
 * @returns how many were published
 */
export function unscopedRelayOutbox(
  db: Db,
  limit: number,
  publish: (jobs: readonly OutboxJob[]) => Promise<void>,
): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await tx.query<OutboxJob>(sql`
      select "id", "job", "payload" from "Outbox"
      where "sentAt" is null and ("notBefore" is null or "notBefore" <= now())
      order by "id" limit ${limit} for update skip locked
    `);
    if (due.length === 0) return 0;
    await publish(due);
    await markSent(tx, due);
    return due.length;
  });
}

/** Marks jobs as sent without waiting for the disk: if the server crashes and loses the mark, the job is published twice. */
export async function markSent(db: Queryable, jobs: readonly OutboxJob[]): Promise<void> {
  await db.execute(sql`
    with relaxed as (select set_config('synchronous_commit', 'off', true))
    update "Outbox" set "sentAt" = now(), "attempts" = "attempts" + 1 from relaxed
    where "id" = any(${jobs.map((it) => it.id)}::bigint[])
  `);
}

/** Makes every job due again that was sent recently: after the queue was lost, it is unknown which ones it still held. */
export function unscopedResendOutbox(db: Queryable, sinceMs: number): Promise<number> {
  return db.execute(sql`
    update "Outbox" set "sentAt" = null, "notBefore" = null where "sentAt" > now() - ${sinceMs} * interval '1 millisecond'
  `);
}

const PRUNED_PER_STATEMENT = 10_000;

/** Deletes jobs that were published longer ago than this, in statements of limited size. */
export async function unscopedPruneOutbox(db: Queryable, olderThanMs: number): Promise<number> {
  let deleted = 0;
  for (let count = PRUNED_PER_STATEMENT; count === PRUNED_PER_STATEMENT; deleted += count) {
    count = await db.execute(sql`
      delete from "Outbox" where "id" in (
        select "id" from "Outbox" where "sentAt" < now() - ${olderThanMs} * interval '1 millisecond'
        limit ${PRUNED_PER_STATEMENT}
      )
    `);
  }
  return deleted;
}

/** Returns how many due jobs are unpublished, and the age of the oldest in seconds. */
export async function unscopedOutboxLag(db: Queryable): Promise<{ waiting: number; oldestSeconds: number }> {
  const [lag] = await db.query<{ waiting: number; oldestSeconds: number }>(sql`
    select count(*) as "waiting", coalesce(extract(epoch from now() - min("createdAt")), 0) as "oldestSeconds"
    from "Outbox" where "sentAt" is null and ("notBefore" is null or "notBefore" <= now())
  `);
  return lag ?? { waiting: 0, oldestSeconds: 0 };
}
