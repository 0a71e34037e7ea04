import { type Queryable, sql } from "../../sql";

/** A finished run with the times of its steps. */
export type TracedRun = {
  orgId: string;
  id: string;
  status: string;
  job: string | null;
  location: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  failureReason: string | null;
  steps: { key: string; status: string; startedAt: Date | null; endedAt: Date | null; attempts: number }[];
};

export async function findTracedRun(db: Queryable, orgId: string, runId: string): Promise<TracedRun | null> {
  const [run] = await db.query<Omit<TracedRun, "steps">>(sql`
    select "orgId", "id", "status", "job", "location", "createdAt", "startedAt", "endedAt", "failureReason"
    from "Run" where "orgId" = ${orgId} and "id" = ${runId}
  `);
  if (!run) return null;
  const steps = await db.query<TracedRun["steps"][number]>(sql`
    select "key", "status", "startedAt", "endedAt", "stepAttempt" as "attempts"
    from "RunStep" where "orgId" = ${orgId} and "runId" = ${runId} order by "ordinal", "key"
  `);
  return { ...run, steps };
}
