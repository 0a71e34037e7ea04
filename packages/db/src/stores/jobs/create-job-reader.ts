import type { JobDefinition, JobReader, JobRun, TriggerDefinition } from "@millrace/core/jobs";
import type { Manifest } from "@millrace/core/manifest";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";

/** Creates the reader of jobs for pages and the API. */
export const createJobReader = (db: Db): JobReader =>
  scopedStore<JobReader>({
    listDefinitions: (orgId, deploymentId) =>
      db.query<JobDefinition>(sql`
      select definition."key", definition."locationId", location."name" as "location", definition."versionId", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId} and definition."kind" = 'job'
      order by definition."key"
    `),

    listTriggers: (orgId, deploymentId) =>
      db.query<TriggerDefinition>(sql`
      select definition."kind", definition."key", location."name" as "location", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId}
        and definition."kind" in ('schedule', 'sensor')
      order by definition."key"
    `),

    listRecentRuns: (orgId, deploymentId, jobs, perJob) =>
      db.query<JobRun>(sql`
      select run.* from unnest(${jobs}::text[]) as job("name"), lateral (
        select "job", "id", "status", "createdAt", "startedAt", "endedAt" from "Run"
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "job" = job."name"
        order by "createdAt" desc, "id" desc limit ${perJob}
      ) run
    `),

    async findManifest(orgId, versionId) {
      const [row] = await db.query<{ manifest: Manifest | null }>(
        sql`select "manifest" from "LocationVersion" where "orgId" = ${orgId} and "id" = ${versionId}`,
      );
      return row?.manifest ?? null;
    },
  });
