import type { TracedRun, TracedStep } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

export async function findTracedRun(db: Queryable, orgId: string, runId: string): Promise<TracedRun | null> {
  const [run] = await db.query<Omit<TracedRun, "steps">>(sql`
    select "orgId", "id", "status", "job", "location", "createdAt", "startedAt", "endedAt", "failureReason"
    from "Run" where "orgId" = ${orgId} and "id" = ${runId}
  `);
  if (!run) return null;
  const steps = await db.query<TracedStep>(sql`
    select "key", "status", "startedAt", "endedAt", "stepAttempt" as "attempts"
    from "RunStep" where "orgId" = ${orgId} and "runId" = ${runId} order by "ordinal", "key"
  `);
  return { ...run, steps };
}
