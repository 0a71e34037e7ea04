import type { NewRun } from "@millrace/core/run";
import { keyedLock } from "../../locks";
import { json, type Queryable, sql } from "../../sql";

/** Writes a queued run and its first event. */
export async function insertRun(tx: Queryable, orgId: string, run: NewRun): Promise<void> {
  await tx.execute(sql`
    with launched as (
      insert into "Run" (
        "orgId", "id", "deploymentId", "locationId", "location", "versionId", "status", "job", "selection", "assetKeys",
        "plan", "config", "partitionKeys", "tags", "pools", "rootPools", "concurrencyKey", "priority", "trigger", "runKey",
        "launchedBy", "launchedByName", "parentRunId", "rootRunId", "retryNumber", "reuse", "notBefore", "eventSeq"
      ) values (
        ${orgId}, ${run.id}, ${run.deploymentId}, ${run.locationId}, ${run.location}, ${run.versionId}, 'QUEUED',
        ${run.job}, ${run.selection}, ${run.assetKeys}, ${json(run.plan)}::jsonb, ${json(run.config)}::jsonb,
        ${run.partitionKeys}, ${json(run.tags)}::jsonb, ${run.pools}, ${run.rootPools}, ${run.concurrencyKey},
        ${run.priority}, ${run.trigger}, ${run.runKey}, ${run.launchedBy}, ${run.launchedByName}, ${run.parentRunId}, ${run.rootRunId},
        ${run.retryNumber}, ${json(run.reuse)}::jsonb, ${run.notBefore}, 1
      ) returning "orgId", "id", "createdAt"
    )
    insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "message")
    select "orgId", "id", 1, 0, "createdAt", 'run.queued', ${`Queued by ${run.launchedByName ?? run.trigger}`} from launched
  `);
}

/** Returns the ID of the deployment's run with a key. Take {@link lockLaunches} first, so that the answer stays true. */
export async function findRunByKey(
  tx: Queryable,
  orgId: string,
  deploymentId: string,
  runKey: string,
): Promise<string | null> {
  const [found] = await tx.query<{ id: string }>(sql`
    select "id" from "Run"
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "runKey" = ${runKey}
  `);
  return found?.id ?? null;
}

/** Returns the ID of an unfinished run that re-runs or retries another. Take {@link lockLaunches} first. */
export async function findUnfinishedChild(tx: Queryable, orgId: string, runId: string): Promise<string | null> {
  const [found] = await tx.query<{ id: string }>(sql`
    select "id" from "Run" where "orgId" = ${orgId} and "parentRunId" = ${runId}
      and "status" in ('QUEUED', 'STARTING', 'STARTED', 'CANCELING') limit 1
  `);
  return found?.id ?? null;
}

/** How much of the launch quotas an organization uses. Take {@link lockLaunches} first, so that the answer stays true. */
export async function readLaunchUsage(tx: Queryable, orgId: string): Promise<{ queued: number; lastDay: number }> {
  const [usage] = await tx.query<{ queued: number; lastDay: number }>(sql`
    select
      (select count(*) from "Run" where "orgId" = ${orgId} and "status" = 'QUEUED') as "queued",
      (select count(*) from "Run" where "orgId" = ${orgId} and "createdAt" > now() - interval '1 day') as "lastDay"
  `);
  return usage ?? { queued: 0, lastDay: 0 };
}

/** Makes launches of one organization wait for each other until the transaction ends: quotas are counted from rows. */
export async function lockLaunches(tx: Queryable, orgId: string): Promise<void> {
  await tx.execute(keyedLock("launch", orgId));
}
