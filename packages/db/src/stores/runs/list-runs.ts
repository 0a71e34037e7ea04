import type { RunFilter, RunPosition, RunRow } from "@millrace/core/run";
import { EMPTY, type Queryable, type Sql, sql } from "../../sql";

const COLUMNS = sql`"id", "deploymentId", "status", "job", "selection", "assetKeys"[1:20] as "assetKeys", cardinality("assetKeys") as "assetCount", "partitionKeys"[1:20] as "partitionKeys", "location",
  "locationId", "versionId", "trigger", "tags", "priority", "attempt", "retryNumber", "parentRunId", "launchedByName", "failureReason",
  "createdAt", "startedAt", "endedAt"`;

/** Newest first, by keyset. */
export function listRuns(
  db: Queryable,
  orgId: string,
  filter: RunFilter,
  page: { limit: number; before?: RunPosition | undefined },
): Promise<RunRow[]> {
  const before = page.before ? sql`and ("createdAt", "id") < (${page.before.createdAt}, ${page.before.id})` : EMPTY;
  return db.query<RunRow>(sql`
    select ${COLUMNS} from "Run" where ${matching(orgId, filter)} ${before}
    order by "createdAt" desc, "id" desc limit ${page.limit}
  `);
}

/** How many runs that match are newer than one that is shown; counts no further than `max`. */
export async function countNewerRuns(
  db: Queryable,
  orgId: string,
  filter: RunFilter,
  { since, max }: { since: string; max: number },
): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql`
    select count(*) as "count" from (
      select 1 from "Run" where ${matching(orgId, filter)}
        and ("createdAt", "id") > (select "createdAt", "id" from "Run" where "orgId" = ${orgId} and "id" = ${since})
      limit ${max}
    ) newer
  `);
  return row?.count ?? 0;
}

/** The runs of the same job (or, without a job, of other chosen assets) just before and just after a run. */
export async function findRunNeighbors(
  db: Queryable,
  orgId: string,
  run: RunPosition & { deploymentId: string; job: string | null },
): Promise<{ previous: string | null; next: string | null }> {
  const alike = sql`"orgId" = ${orgId} and "deploymentId" = ${run.deploymentId} and "job" is not distinct from ${run.job}::text`;
  const [row] = await db.query<{ previous: string | null; next: string | null }>(sql`
    select
      (select "id" from "Run" where ${alike} and ("createdAt", "id") < (${run.createdAt}, ${run.id})
        order by "createdAt" desc, "id" desc limit 1) as "previous",
      (select "id" from "Run" where ${alike} and ("createdAt", "id") > (${run.createdAt}, ${run.id})
        order by "createdAt", "id" limit 1) as "next"
  `);
  return row ?? { previous: null, next: null };
}

export function findRunRows(
  db: Queryable,
  orgId: string,
  deploymentId: string,
  ids: readonly string[],
): Promise<RunRow[]> {
  return db.query<RunRow>(sql`
    select ${COLUMNS} from "Run" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "id" = any(${ids})
  `);
}

function matching(orgId: string, filter: RunFilter): Sql {
  const [tagKey, ...tagValue] = filter.tag?.split("=") ?? [];
  return sql`"orgId" = ${orgId} and "deploymentId" = ${filter.deploymentId}
    ${filter.status?.length ? sql`and "status" = any(${filter.status})` : EMPTY}
    ${filter.trigger?.length ? sql`and "trigger" = any(${filter.trigger})` : EMPTY}
    ${filter.job ? sql`and "job" = ${filter.job}` : EMPTY}
    ${filter.asset ? sql`and "assetKeys" @> array[${filter.asset}::text]` : EMPTY}
    ${filter.location ? sql`and "location" = ${filter.location}` : EMPTY}
    ${tagKey && tagValue.length > 0 ? sql`and "tags" @> jsonb_build_object(${tagKey}::text, ${tagValue.join("=")}::text)` : EMPTY}
    ${tagKey && tagValue.length === 0 ? sql`and "tags" ? ${tagKey}` : EMPTY}
    ${filter.launchedBy ? sql`and ("launchedByName" ilike ${filter.launchedBy} or "launchedBy" = ${filter.launchedBy})` : EMPTY}
    ${filter.from ? sql`and "createdAt" >= ${filter.from}` : EMPTY}
    ${filter.to ? sql`and "createdAt" < ${filter.to}` : EMPTY}`;
}
