import type { RunPages } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { countNewerRuns, findRunNeighbors, findRunRows, listRuns } from "./list-runs";
import { readLogChunks, readOutputSizes } from "./log-chunks";
import { findRunDetails, listEvents, listSteps } from "./run-details";

/** What pages and the API read of runs. */
export const createRunReader = (db: Db): RunPages =>
  scopedStore<RunPages>({
    list: (orgId, filter, page) => listRuns(db, orgId, filter, page),
    countNewer: (orgId, filter, options) => countNewerRuns(db, orgId, filter, options),
    findRows: (orgId, deploymentId, ids) => findRunRows(db, orgId, deploymentId, ids),
    findNeighbors: (orgId, run) => findRunNeighbors(db, orgId, run),
    async locate(orgId, runId) {
      const [run] = await db.query<{ deployment: string }>(sql`
      select deployment."name" as "deployment" from "Run" run
      join "Deployment" deployment on deployment."orgId" = run."orgId" and deployment."id" = run."deploymentId"
      where run."orgId" = ${orgId} and run."id" = ${runId}
    `);
      return run ?? null;
    },
    findDetails: (orgId, runId) => findRunDetails(db, orgId, runId),
    listSteps: (orgId, runId) => listSteps(db, orgId, runId),
    listEvents: (orgId, runId, query) => listEvents(db, orgId, runId, query),
    readLogChunks: (orgId, runId, query) => readLogChunks(db, orgId, runId, query),
    readOutputSizes: (orgId, runId) => readOutputSizes(db, orgId, runId),
  });
