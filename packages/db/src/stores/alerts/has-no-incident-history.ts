import type { Db } from "../../db";
import { sql } from "../../sql";

type Succeeded = { readonly deploymentId: string; readonly subjects: string[] };

/**
 * True when a run succeeded and nothing that it is about has ever had an incident, which is the rule: then there is
 * nothing to open and nothing to heal. `lock` is the evaluations' own, so that one that runs now is waited for.
 */
export async function hasNoIncidentHistory(
  db: Db,
  orgId: string,
  runId: string,
  lock: (deploymentId: string) => ReturnType<typeof sql>,
): Promise<boolean> {
  const [run] = await db.query<Succeeded>(sql`
    select "deploymentId", array_remove("assetKeys" || "job", null) as "subjects" from "Run"
    where "orgId" = ${orgId} and "id" = ${runId} and "status" = 'SUCCESS'
  `);
  if (!run) return false;
  return db.transaction(async (tx) => {
    await tx.execute(lock(run.deploymentId));
    const known = await tx.query(sql`
      select 1 from "Incident" where "orgId" = ${orgId} and "deploymentId" = ${run.deploymentId}
        and "subjectKind" in ('job', 'asset') and "subject" = any(${run.subjects}) limit 1
    `);
    return known.length === 0;
  });
}
