import type { SearchReader } from "@millrace/core/identity";
import type { RunStatus } from "@millrace/core/run";
import type { Db } from "../../db";
import { type Sql, sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";

/** Creates the reader that finds things by name. Names that start with the text come first, then short ones. */
export const createSearchReader = (db: Db): SearchReader =>
  scopedStore<SearchReader>({
    search: async (orgId, deploymentId, text, limit) => {
      const escaped = text.toLowerCase().replace(/[\\%_]/g, "\\$&");
      const inside = `%${escaped}%`;
      const start = `${escaped}%`;
      const best = (name: Sql) =>
        sql`order by lower(${name}) like ${start} desc, length(${name}), ${name} limit ${limit}`;
      const inDeployment = sql`d."orgId" = ${orgId} and d."deploymentId" = ${deploymentId}`;

      const [assets, jobs, runs, locations, teams] = await Promise.all([
        db.query<{ key: string; group: string | null }>(sql`
        select d.key, d."group" from "Definition" d
        where ${inDeployment} and d.kind = 'asset' and lower(d.key) like ${inside} ${best(sql`d.key`)}`),
        db.query<{ name: string; location: string }>(sql`
        select d.key as name, l.name as location from "Definition" d
        join "CodeLocation" l on l."orgId" = d."orgId" and l.id = d."locationId"
        where ${inDeployment} and d.kind = 'job' and lower(d.key) like ${inside} ${best(sql`d.key`)}`),
        db.query<{ id: string; status: RunStatus; name: string }>(sql`
        select d.id, d.status, coalesce(d.job, d.selection, 'assets') as name from "Run" d
        where ${inDeployment} and (d.id like ${start} or d.id like ${`%${escaped}`}) order by d."createdAt" desc, d.id desc limit ${limit}`),
        db.query<{ name: string }>(sql`
        select l.name from "CodeLocation" l
        where l."orgId" = ${orgId} and lower(l.name) like ${inside} ${best(sql`l.name`)}`),
        db.query<{ slug: string; name: string }>(sql`
        select t.slug, t.name from "Team" t
        where t."orgId" = ${orgId} and (lower(t.name) like ${inside} or t.slug like ${inside}) ${best(sql`t.name`)}`),
      ]);
      return { assets, jobs, runs, locations, teams };
    },
  });
