import type { OpenIncident, OverviewReader, StatusCount } from "@millrace/core/overview";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";

/** Creates the reader of how a deployment is doing. */
export const createOverviewReader = (db: Db): OverviewReader =>
  scopedStore<OverviewReader>({
    countByStatus: (orgId, deploymentId, since) =>
      db.query<StatusCount>(sql`
      select "status", count(*) as "count" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
        and ("createdAt" >= ${since} or "status" in ('QUEUED', 'STARTING', 'STARTED', 'CANCELING'))
      group by "status"
    `),

    countByHour: (orgId, deploymentId, since) =>
      db.query<StatusCount & { hour: Date }>(sql`
      select date_trunc('hour', "createdAt") as "hour", "status", count(*) as "count" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "createdAt" >= ${since}
      group by 1, 2 order by 1
    `),

    listOpenIncidents: (orgId, deploymentId, limit) =>
      db.query<OpenIncident>(sql`
      select "id", "state", "subjectKind", "subject", "kind", "owner", "severity", "openedAt", "lastError", "lastRunId"
      from "Incident"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "state" in ('OPEN', 'ACKNOWLEDGED')
      order by "openedAt" desc limit ${limit}
    `),
  });
