import type { WorkerBeat } from "@millrace/core/admission";
import { type Queryable, sql } from "../../sql";

/** Records that a worker is alive and how many runs it can execute concurrently. */
export async function unscopedBeat(db: Queryable, worker: WorkerBeat): Promise<void> {
  const updated = await db.execute(
    sql`update "Worker" set "seenAt" = now(), "slots" = ${worker.slots} where "id" = ${worker.id}`,
  );
  if (updated > 0) return;
  await db.execute(sql`
    insert into "Worker" ("id", "slots", "launcher") values (${worker.id}, ${worker.slots}, ${worker.launcher})
    on conflict ("id") do update set "seenAt" = now()
  `);
}

export async function unscopedDeleteWorker(db: Queryable, id: string): Promise<void> {
  await db.execute(sql`delete from "Worker" where "id" = ${id}`);
}

/** Drops workers that were not seen for a while. */
export function unscopedDeleteStaleWorkers(db: Queryable): Promise<number> {
  return db.execute(sql`delete from "Worker" where "seenAt" < now() - interval '1 minute'`);
}

export function unscopedListWorkers(db: Queryable): Promise<(WorkerBeat & { seenAt: Date; startedAt: Date })[]> {
  return db.query(sql`select * from "Worker" where "seenAt" > now() - interval '30 seconds' order by "startedAt"`);
}
