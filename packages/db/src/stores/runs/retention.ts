import type { PrunedRuns } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";

/**
 * Deletes events and log pieces of runs that ended longer ago than their organization keeps them. Runs, steps and
 * materializations stay.
 */
export function unscopedPruneRuns(db: Db, limit: number): Promise<PrunedRuns> {
  return db.transaction(async (tx) => {
    const runs = await tx.query<PrunedRuns["runs"][number]>(sql`
      update "Run" run set "eventsDeletedAt" = now()
      where (run."orgId", run."id") in (
        select old."orgId", old."id" from "Organization" org, lateral (
          select "orgId", "id" from "Run"
          where "orgId" = org."id" and "eventsDeletedAt" is null
            and "endedAt" < now() - least(coalesce(org."retentionDays", org."retentionDaysMax"), org."retentionDaysMax") * interval '1 day'
          limit ${limit}
        ) old limit ${limit}
      )
      returning run."orgId", run."id", run."deploymentId"
    `);
    if (runs.length === 0) return { runs, logs: [], valuesInUse: [] };
    const ids = sql`select * from unnest(${runs.map((it) => it.orgId)}::text[], ${runs.map((it) => it.id)}::text[])`;
    await tx.execute(sql`delete from "RunEvent" where ("orgId", "runId") in (${ids})`);
    const chunks = await tx.query<{ object: string | null }>(
      sql`delete from "LogChunk" where ("orgId", "runId") in (${ids}) returning "object"`,
    );
    const values = await tx.query<{ object: string }>(sql`
      select state."lastValue"->>'object' as "object"
      from "Run" run join "AssetState" state on state."orgId" = run."orgId" and state."deploymentId" = run."deploymentId"
        and state."asset" = any(run."assetKeys")
      where (run."orgId", run."id") in (${ids}) and state."lastValue"->>'object' is not null
      union
      select part."value"->>'object'
      from "Run" run join "AssetPartition" part on part."orgId" = run."orgId" and part."deploymentId" = run."deploymentId"
        and part."asset" = any(run."assetKeys")
        and (cardinality(run."partitionKeys") = 0 or part."partition" = any(run."partitionKeys"))
      where (run."orgId", run."id") in (${ids}) and part."value"->>'object' is not null
    `);
    return {
      runs,
      logs: [...new Set(chunks.flatMap((it) => it.object ?? []))],
      valuesInUse: values.map(({ object }) => object),
    };
  }, LIMITS);
}

/** A hundred runs can have millions of events. */
const LIMITS = { statementMs: 600_000 };
