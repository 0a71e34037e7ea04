import type { StoredStep } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/** Returns the steps of a run, items of maps included, in the order of the plan. */
export const readSteps = (db: Queryable, orgId: string, runId: string): Promise<StoredStep[]> =>
  db.query<StoredStep>(sql`
    select "key", "status", "output", "error", "reason" from "RunStep"
    where "orgId" = ${orgId} and "runId" = ${runId}
    order by "ordinal", "key"
  `);
