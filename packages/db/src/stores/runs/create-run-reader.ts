import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { countNewerRuns, findRunNeighbors, findRunRows, listRuns, type RunFilter, type RunKey } from "./list-runs";
import { type LogQuery, readLogChunks, readOutputSizes } from "./log-chunks";
import { findRunDetails, listEvents, listSteps } from "./run-details";

/** What pages and the API read of runs. */
export const createRunReader = (db: Db) =>
  scopedStore({
    list: (orgId: string, filter: RunFilter, page: { limit: number; before?: RunKey | undefined }) =>
      listRuns(db, orgId, filter, page),
    countNewer: (orgId: string, filter: RunFilter, options: { since: string; max: number }) =>
      countNewerRuns(db, orgId, filter, options),
    findRows: (orgId: string, deploymentId: string, ids: readonly string[]) =>
      findRunRows(db, orgId, deploymentId, ids),
    findNeighbors: (orgId: string, run: RunKey & { deploymentId: string; job: string | null }) =>
      findRunNeighbors(db, orgId, run),
    async locate(orgId: string, runId: string): Promise<{ deployment: string } | null> {
      const [run] = await db.query<{ deployment: string }>(sql`
      select deployment."name" as "deployment" from "Run" run
      join "Deployment" deployment on deployment."orgId" = run."orgId" and deployment."id" = run."deploymentId"
      where run."orgId" = ${orgId} and run."id" = ${runId}
    `);
      return run ?? null;
    },
    findDetails: (orgId: string, runId: string) => findRunDetails(db, orgId, runId),
    listSteps: (orgId: string, runId: string) => listSteps(db, orgId, runId),
    listEvents: (orgId: string, runId: string, query: { after: number; step?: string | undefined; limit: number }) =>
      listEvents(db, orgId, runId, query),
    readLogChunks: (orgId: string, runId: string, query: LogQuery) => readLogChunks(db, orgId, runId, query),
    readOutputSizes: (orgId: string, runId: string) => readOutputSizes(db, orgId, runId),
  });
