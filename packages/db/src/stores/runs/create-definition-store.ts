import { DomainError } from "@millrace/core";
import type { Manifest } from "@millrace/core/manifest";
import type { ActiveLocation, DefinitionReader, DeploymentSettings, LaunchQuotas } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { readDynamicKeys } from "../partitions/dynamic-keys";

/** What launching a run reads: deployments, active versions, manifests, quotas. */
export const createDefinitionStore = (db: Db): DefinitionReader =>
  scopedStore<DefinitionReader>({
    async findDeployment(orgId, deploymentId) {
      const [deployment] = await db.query<DeploymentSettings>(sql`
      select "id", "name", "runRetriesMax", "parallelStepsMax" from "Deployment" where "orgId" = ${orgId} and "id" = ${deploymentId}
    `);
      return deployment ?? null;
    },

    listActive: (orgId, deploymentId) =>
      db.query<ActiveLocation>(sql`
      select active."locationId", location."name" as "location", active."versionId"
      from "ActiveVersion" active
      join "CodeLocation" location on location."orgId" = active."orgId" and location."id" = active."locationId"
      where active."orgId" = ${orgId} and active."deploymentId" = ${deploymentId} order by location."name"
    `),

    async getManifest(orgId, versionId) {
      const [version] = await db.query<{ manifest: Manifest | null }>(
        sql`select "manifest" from "LocationVersion" where "orgId" = ${orgId} and "id" = ${versionId}`,
      );
      if (!version?.manifest)
        throw new DomainError("conflict", "version_not_ready", `Version ${versionId} hasn't finished loading.`);
      return version.manifest;
    },

    async listVariableNames(orgId, deploymentId, locationId) {
      const rows = await db.query<{ name: string }>(sql`
      select "name" from "Variable" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
        and ("locationId" is null or "locationId" = ${locationId})
    `);
      return rows.map((row) => row.name);
    },

    listDynamicKeys: (orgId, deploymentId, sets) => readDynamicKeys(db, { orgId, deploymentId }, sets),

    async listStoredPartitions(orgId, deploymentId, asset, partitions) {
      const rows = await db.query<{ partition: string }>(sql`
      select "partition" from "AssetPartition" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
        and "asset" = ${asset} and "partition" = any(${partitions}) and "value" is not null
    `);
      return rows.map(({ partition }) => partition);
    },

    async getQuotas(orgId) {
      const [quotas] = await db.query<LaunchQuotas>(
        sql`select "queuedRunsMax", "runsPerDayMax" from "Organization" where "id" = ${orgId}`,
      );
      if (!quotas) throw new DomainError("notFound", "organization_not_found", `Organization ${orgId} not found.`);
      return quotas;
    },
  });
