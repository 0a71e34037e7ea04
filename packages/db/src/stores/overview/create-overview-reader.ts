import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";

type OpenIncident = {
  id: string;
  state: string;
  subjectKind: string;
  subject: string;
  kind: string;
  owner: string;
  severity: string;
  openedAt: Date;
  lastError: string | null;
  lastRunId: string | null;
};
type HourlyRuns = { hour: Date; status: string; count: number };

/** How a deployment is doing: its runs counted, and its open incidents. */
export const createOverviewReader = (db: Db) =>
  scopedStore({
    countByStatus: (orgId: string, deploymentId: string, since: Date) =>
      db.query<{ status: string; count: number }>(sql`
      select "status", count(*) as "count" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
        and ("createdAt" >= ${since} or "status" in ('QUEUED', 'STARTING', 'STARTED', 'CANCELING'))
      group by "status"
    `),

    countByHour: (orgId: string, deploymentId: string, since: Date) =>
      db.query<HourlyRuns>(sql`
      select date_trunc('hour', "createdAt") as "hour", "status", count(*) as "count" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "createdAt" >= ${since}
      group by 1, 2 order by 1
    `),

    listOpenIncidents: (orgId: string, deploymentId: string, limit: number) =>
      db.query<OpenIncident>(sql`
      select "id", "state", "subjectKind", "subject", "kind", "owner", "severity", "openedAt", "lastError", "lastRunId"
      from "Incident"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "state" in ('OPEN', 'ACKNOWLEDGED')
      order by "openedAt" desc limit ${limit}
    `),
  });
