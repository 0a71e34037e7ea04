import type { AssetDefinition, AssetReader, AssetState, CheckResult, Materialization } from "@millrace/core/assets";
import type { CheckManifest } from "@millrace/core/manifest";
import type { Db } from "../../db";
import { EMPTY, sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { readDynamicKeys } from "../partitions/dynamic-keys";
import { readRanges } from "../partitions/partition-ranges";

const STATE = sql`"asset" as "key", "lastMaterializedAt", "lastRunId", "lastStatus", "lastFailedAt", "failedPartitions", "lastMetadata", "runningRunId",
  "checks", "codeVersion", "dataVersion"`;

/** Creates the reader of assets for pages and the API. */
export const createAssetReader = (db: Db): AssetReader =>
  scopedStore<AssetReader>({
    listDefinitions: (orgId, deploymentId) =>
      db.query<AssetDefinition>(sql`
      select definition."key", definition."locationId", location."name" as "location", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId} and definition."kind" = 'asset'
      order by definition."key"
    `),

    async findDefinition(orgId, deploymentId, key) {
      const [definition] = await db.query<AssetDefinition>(sql`
      select definition."key", definition."locationId", location."name" as "location", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId} and definition."kind" = 'asset'
        and definition."key" = ${key}
    `);
      return definition ?? null;
    },

    listChecks: (orgId, deploymentId, asset) =>
      db.query<{ key: string; data: CheckManifest }>(sql`
      select "key", "data" from "Definition"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "kind" = 'check'
        ${asset === undefined ? EMPTY : sql`and "data"->>'asset' = ${asset}`}
      order by "key"
    `),

    listStates: (orgId, deploymentId, keys) =>
      db.query<AssetState>(sql`
      select ${STATE} from "AssetState"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} ${keys ? sql`and "asset" = any(${keys})` : EMPTY}
    `),

    listMaterializations: (orgId, { deploymentId, asset }, { limit, beforeId }) =>
      db.query<Materialization>(sql`
      select "id", "at", "runId", "step", "partition", "metadata", "value", "codeVersion", "dataVersion"
      from "Materialization"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        ${beforeId === undefined ? EMPTY : sql`and "id" < ${beforeId}`}
      order by "id" desc limit ${limit}
    `),

    listDataVersions: (orgId, deploymentId, assets, at) =>
      db.query<{ asset: string; dataVersion: string | null }>(sql`
      select distinct on ("asset") "asset", "dataVersion" from "Materialization"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = any(${assets}) and "at" <= ${at}
      order by "asset", "id" desc
    `),

    listCheckResults: (orgId, { deploymentId, asset }, check, { limit, beforeId }) =>
      db.query<CheckResult>(sql`
      select "id", "check", "at", "runId", "partition", "passed", "severity", "blocking", "message", "metadata"
      from "CheckResult"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        ${check === undefined ? EMPTY : sql`and "check" = ${check}`}
        ${beforeId === undefined ? EMPTY : sql`and "id" < ${beforeId}`}
      order by "id" desc limit ${limit}
    `),

    listPartitionRanges: (orgId, { deploymentId, asset }) => readRanges(db, { orgId, deploymentId }, asset),

    listDynamicKeys: (orgId, deploymentId, sets) => readDynamicKeys(db, { orgId, deploymentId }, sets),

    async listPartitionsInProgress(orgId, { deploymentId, asset }) {
      const rows = await db.query<{ partition: string }>(sql`
      select distinct unnest("partitionKeys") as "partition" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "status" in ('STARTING', 'STARTED', 'CANCELING')
        and ${asset} = any("assetKeys")
    `);
      return rows.map(({ partition }) => partition);
    },
  });
