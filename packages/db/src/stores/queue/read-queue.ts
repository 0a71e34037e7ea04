import type { QueuedRun, QueueRequest } from "@millrace/core/admission";
import { type Queryable, sql } from "../../sql";

/** The next page of each deployment's queue, in the order in which it is served. Runs that wait for a retry's delay are left out. */
export function readQueue(tx: Queryable, requests: readonly QueueRequest[]): Promise<QueuedRun[]> {
  return tx.query<QueuedRun>(sql`
    select run.* from unnest(
      ${requests.map((it) => it.orgId)}::text[], ${requests.map((it) => it.id)}::text[], ${requests.map((it) => it.size)}::int[],
      ${requests.map((it) => it.after?.priority ?? null)}::int[], ${requests.map((it) => it.after?.createdAt ?? null)}::timestamptz[],
      ${requests.map((it) => it.after?.id ?? null)}::text[]
    ) as page("orgId", "deploymentId", "size", "priority", "createdAt", "id"), lateral (
      select "orgId", "id", "deploymentId", "location", "job", "concurrencyKey", "tags", "pools",
        (select array_agg(nullif(pool, '')) from unnest("rootPools") pool) as "rootPools", "priority", "createdAt"
      from "Run" run
      where run."orgId" = page."orgId" and run."deploymentId" = page."deploymentId" and run."status" = 'QUEUED'
        and (run."notBefore" is null or run."notBefore" <= now())
        and (page."id" is null or run."priority" < page."priority"
          or (run."priority" = page."priority" and (run."createdAt", run."id") > (page."createdAt", page."id")))
      order by run."priority" desc, run."createdAt", run."id"
      limit page."size"
    ) run
    order by run."createdAt", run."id"
  `);
}
