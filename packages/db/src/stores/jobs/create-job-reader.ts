import type { JobManifest, Manifest, ScheduleManifest, SensorManifest } from "@millrace/core/manifest";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";

export type JobDefinition = { key: string; locationId: string; location: string; versionId: string; data: JobManifest };
export type JobRun = {
  job: string;
  id: string;
  status: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};
export type TriggerDefinition =
  | { kind: "schedule"; key: string; location: string; data: ScheduleManifest }
  | { kind: "sensor"; key: string; location: string; data: SensorManifest };

/** What pages and the API read of jobs. */
export const createJobReader = (db: Db) =>
  scopedStore({
    listDefinitions: (orgId: string, deploymentId: string) =>
      db.query<JobDefinition>(sql`
      select definition."key", definition."locationId", location."name" as "location", definition."versionId", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId} and definition."kind" = 'job'
      order by definition."key"
    `),

    listTriggers: (orgId: string, deploymentId: string) =>
      db.query<TriggerDefinition>(sql`
      select definition."kind", definition."key", location."name" as "location", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId}
        and definition."kind" in ('schedule', 'sensor')
      order by definition."key"
    `),

    /** The newest runs of each job, newest first. */
    listRecentRuns: (orgId: string, deploymentId: string, jobs: readonly string[], perJob: number) =>
      db.query<JobRun>(sql`
      select run.* from unnest(${jobs}::text[]) as job("name"), lateral (
        select "job", "id", "status", "createdAt", "startedAt", "endedAt" from "Run"
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "job" = job."name"
        order by "createdAt" desc, "id" desc limit ${perJob}
      ) run
    `),

    async findManifest(orgId: string, versionId: string): Promise<Manifest | null> {
      const [row] = await db.query<{ manifest: Manifest | null }>(
        sql`select "manifest" from "LocationVersion" where "orgId" = ${orgId} and "id" = ${versionId}`,
      );
      return row?.manifest ?? null;
    },
  });
