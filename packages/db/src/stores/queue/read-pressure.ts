import type { AdmissionRun, RunStatus } from "@millrace/core";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { type AdmissionState, readAdmissionState } from "./read-admission";
import { readQueue } from "./read-queue";

/** Queued runs that an explanation looks at, at most; further ones know their position only. */
const QUEUE_READ_MAX = 1_000;

export type QueuePicture = AdmissionState & { readonly queued: readonly AdmissionRun[] };
export type OpenIncident = {
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
export type DailyRuns = { hour: Date; status: string; count: number };

/** Reads of the queue and of a deployment's health, for pages. */
export const createQueueReader = (db: Db) => ({
  /** What the next admission pass would see of one deployment. */
  async readPicture(orgId: string, deploymentId: string): Promise<QueuePicture> {
    const place = { orgId, id: deploymentId };
    const state = await readAdmissionState(db, [place]);
    const queued = await readQueue(db, [{ ...place, size: QUEUE_READ_MAX }]);
    return { ...state, queued };
  },

  async findQueuedPlace(
    orgId: string,
    runId: string,
  ): Promise<{ deploymentId: string; status: RunStatus; notBefore: Date | null } | null> {
    const [run] = await db.query<{ deploymentId: string; status: RunStatus; notBefore: Date | null }>(
      sql`select "deploymentId", "status", "notBefore" from "Run" where "orgId" = ${orgId} and "id" = ${runId}`,
    );
    return run ?? null;
  },

  countByStatus: (orgId: string, deploymentId: string, since: Date) =>
    db.query<{ status: string; count: number }>(sql`
      select "status", count(*) as "count" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
        and ("createdAt" >= ${since} or "status" in ('QUEUED', 'STARTING', 'STARTED', 'CANCELING'))
      group by "status"
    `),

  countByHour: (orgId: string, deploymentId: string, since: Date) =>
    db.query<DailyRuns>(sql`
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
