import type { EventRecord, RunDetails, StepRow } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

export async function findRunDetails(db: Queryable, orgId: string, runId: string): Promise<RunDetails | null> {
  const [run] = await db.query<RunDetails>(sql`
    select run."id", run."deploymentId", run."status", run."job", run."selection", run."assetKeys", cardinality(run."assetKeys") as "assetCount", run."partitionKeys", run."location",
      run."locationId", run."versionId", run."trigger", run."tags", run."priority", run."attempt", run."retryNumber",
      run."parentRunId", run."launchedByName", run."failureReason", run."createdAt", run."startedAt", run."endedAt",
      run."config", run."plan", run."error", run."launchedBy", run."rootRunId", run."launcher", run."workerId", run."admittedAt",
      run."notBefore", run."eventsDeletedAt", run."outputBytes", version."number" as "versionNumber",
      (select "id" from "Run" retry where retry."orgId" = run."orgId" and retry."parentRunId" = run."id" and retry."trigger" = 'retry') as "retryRunId"
    from "Run" run
    left join "LocationVersion" version on version."orgId" = run."orgId" and version."id" = run."versionId"
    where run."orgId" = ${orgId} and run."id" = ${runId}
  `);
  return run ?? null;
}

export function listSteps(db: Queryable, orgId: string, runId: string): Promise<StepRow[]> {
  return db.query<StepRow>(sql`
    select "key", "kind", "definition", "assets", "status", "stepAttempt", "startedAt", "endedAt", "error", "reason", "ordinal"
    from "RunStep" where "orgId" = ${orgId} and "runId" = ${runId} order by "ordinal", "startedAt" nulls last, "key"
  `);
}

export function listEvents(
  db: Queryable,
  orgId: string,
  runId: string,
  { after, step, limit }: { after: number; step?: string | undefined; limit: number },
): Promise<EventRecord[]> {
  return db.query<EventRecord>(sql`
    select "seq", "attempt", "at", "type", "step", "stepAttempt", "level", "message", "data"
    from "RunEvent"
    where "orgId" = ${orgId} and "runId" = ${runId} and "seq" > ${after} and (${step ?? null}::text is null or "step" = ${step ?? null})
    order by "seq" limit ${limit}
  `);
}
