import { DEFAULTS } from "@millrace/core";
import type { AdmissionState, InProgressRun, PoolSlot, WaitingDeployment } from "@millrace/core/admission";
import { type Queryable, sql } from "../../sql";
import { inPlatform } from "../../tenancy/scope";
import { type LimitRow, toDeploymentLimits } from "./deployment-limits";

type DeploymentRow = {
  orgId: string;
  id: string;
  concurrentRunsMax: number;
  poolDefaultLimit: number | null;
  orgConcurrentRunsMax: number;
  queueWeight: number;
};

/** Deployments with something queued, found by skipping through the index instead of reading the queue. */
export async function readWaitingDeployments(tx: Queryable): Promise<WaitingDeployment[]> {
  return tx.query(sql`
    with recursive waiting as (
      (select "orgId", "deploymentId" from "Run" where "status" = 'QUEUED' order by "orgId", "deploymentId" limit 1)
      union all
      select next.* from waiting, lateral (
        select "orgId", "deploymentId" from "Run"
        where "status" = 'QUEUED' and ("orgId", "deploymentId") > (waiting."orgId", waiting."deploymentId")
        order by "orgId", "deploymentId" limit 1
      ) next
    )
    select "orgId", "deploymentId" as "id" from waiting
  `);
}

/** Reads what limits these deployments and what is in progress in their organizations. */
export async function readAdmissionState(
  tx: Queryable,
  waiting: readonly WaitingDeployment[],
): Promise<AdmissionState> {
  const orgIds = [...new Set(waiting.map((it) => it.orgId))];
  const deployments = await readDeployments(tx, orgIds);
  const limits = await readLimits(tx, orgIds);
  const inProgress = await readInProgress(tx, orgIds);
  const poolSlots = await tx.query<PoolSlot>(
    sql`select "deploymentId", "pool", "runId" from "PoolSlot" where "orgId" = any(${orgIds}) order by "takenAt"`,
  );
  const places = await readPlaces(tx, orgIds);
  const byOrg = new Map(deployments.map((it) => [it.orgId, it]));
  return {
    organizations: [...byOrg.values()].map((it) => ({
      id: it.orgId,
      concurrentRunsMax: it.orgConcurrentRunsMax,
      weight: it.queueWeight,
    })),
    deployments: deployments.map((it) => ({
      id: it.id,
      organizationId: it.orgId,
      concurrentRunsMax: it.concurrentRunsMax,
      ...(it.poolDefaultLimit === null ? {} : { defaultPoolLimit: it.poolDefaultLimit }),
      ...toDeploymentLimits(limits.filter((limit) => limit.deploymentId === it.id)),
    })),
    inProgress,
    poolSlots,
    ...places,
  };
}

/** A paused organization or deployment has the limit 0. */
function readDeployments(tx: Queryable, orgIds: readonly string[]): Promise<DeploymentRow[]> {
  return tx.query<DeploymentRow>(sql`
    select deployment."orgId", deployment."id", deployment."poolDefaultLimit", org."queueWeight",
      case when deployment."paused" then 0 else deployment."concurrentRunsMax" end as "concurrentRunsMax",
      case when org."pausedAt" is not null or org."deletedAt" is not null then 0 else org."concurrentRunsMax" end as "orgConcurrentRunsMax"
    from "Deployment" deployment join "Organization" org on org."id" = deployment."orgId"
    where deployment."orgId" = any(${orgIds})
  `);
}

/** Limits that admins set, and those that jobs declare in code. */
function readLimits(tx: Queryable, orgIds: readonly string[]): Promise<LimitRow[]> {
  return tx.query<LimitRow>(sql`
    select "deploymentId", "kind", "key", "value", "perUniqueValue", "granularity", "limit", null as "location"
    from "Limit" where "orgId" = any(${orgIds}) and "kind" <> 'JOB'
    union all
    select lim."deploymentId", 'JOB', lim."key", null, false, 'run', lim."limit", location."name"
    from "Limit" lim
    join "Definition" job on job."orgId" = lim."orgId" and job."deploymentId" = lim."deploymentId" and job."kind" = 'job' and job."key" = lim."key"
    join "CodeLocation" location on location."orgId" = job."orgId" and location."id" = job."locationId"
    where lim."orgId" = any(${orgIds}) and lim."kind" = 'JOB'
    union all
    select job."deploymentId", 'JOB', job."key", null, job."data"->'concurrency' ? 'key', 'run', (job."data"->'concurrency'->>'limit')::int, location."name"
    from "Definition" job
    join "CodeLocation" location on location."orgId" = job."orgId" and location."id" = job."locationId"
    where job."orgId" = any(${orgIds}) and job."kind" = 'job' and job."data"->'concurrency' is not null
  `);
}

function readInProgress(tx: Queryable, orgIds: readonly string[]): Promise<InProgressRun[]> {
  return tx.query<InProgressRun>(sql`
    select "id", "deploymentId", "location", "job", "concurrencyKey", "tags", "pools",
      (select array_agg(nullif(pool, '')) from unnest("rootPools") pool) as "rootPools", "status" = 'STARTING' as "isStarting"
    from "Run" where "orgId" = any(${orgIds}) and "status" in ('STARTING', 'STARTED', 'CANCELING')
    order by "admittedAt", "id"
  `);
}

/** Workers are shared: what is free depends on how many runs all other organizations have in progress. */
async function readPlaces(
  tx: Queryable,
  orgIds: readonly string[],
): Promise<Pick<AdmissionState, "capacity" | "reserved">> {
  const [row] = await inPlatform(() =>
    tx.query<{ workers: number; slots: number; others: number }>(sql`
      select count(*) as "workers", coalesce(sum("slots"), 0) as "slots",
        (select count(*) from "Run" where "status" in ('STARTING', 'STARTED', 'CANCELING') and "orgId" <> all(${orgIds})) as "others"
      from "Worker" where "seenAt" > now() - interval '30 seconds'
    `),
  );
  if (!row) return { capacity: 0, reserved: 0 };
  const { reservedSlots } = DEFAULTS.worker;
  const free = row.slots - row.others;
  return { capacity: Math.max(0, free), reserved: Math.max(0, row.workers * reservedSlots + Math.min(0, free)) };
}
