import type { AssetManifest, CheckManifest } from "@millrace/core/manifest";
import type { StatusRange } from "@millrace/core/partitions";
import type { Db } from "../../db";
import { EMPTY, sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { readDynamicKeys } from "../partitions/dynamic-keys";
import { readRanges } from "../partitions/partition-ranges";

export type AssetDefinition = { key: string; locationId: string; location: string; data: AssetManifest };
export type AssetCheckDefinition = { key: string; data: CheckManifest };

export type AssetStateRow = {
  key: string;
  lastMaterializedAt: Date | null;
  lastRunId: string | null;
  lastStatus: string | null;
  lastFailedAt: Date | null;
  failedPartitions: number;
  lastMetadata: Record<string, unknown> | null;
  runningRunId: string | null;
  checks: Record<string, { passed: boolean; severity: string; at: string }> | null;
  codeVersion: string | null;
  dataVersion: string | null;
};

export type MaterializationRow = {
  id: number;
  at: Date;
  runId: string;
  step: string;
  partition: string | null;
  metadata: Record<string, unknown>;
  value: unknown;
  codeVersion: string | null;
  dataVersion: string | null;
};

export type CheckRow = {
  id: number;
  check: string;
  at: Date;
  runId: string;
  partition: string | null;
  passed: boolean;
  severity: string;
  blocking: boolean;
  message: string | null;
  metadata: Record<string, unknown>;
};

type Place = { deploymentId: string; asset: string };
type Paging = { limit: number; beforeId?: number | undefined };

const STATE = sql`"asset" as "key", "lastMaterializedAt", "lastRunId", "lastStatus", "lastFailedAt", "failedPartitions", "lastMetadata", "runningRunId",
  "checks", "codeVersion", "dataVersion"`;

/** What pages and the API read of assets. */
export const createAssetReader = (db: Db) =>
  scopedStore({
    listDefinitions: (orgId: string, deploymentId: string) =>
      db.query<AssetDefinition>(sql`
      select definition."key", definition."locationId", location."name" as "location", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId} and definition."kind" = 'asset'
      order by definition."key"
    `),

    async findDefinition(orgId: string, deploymentId: string, key: string): Promise<AssetDefinition | null> {
      const [definition] = await db.query<AssetDefinition>(sql`
      select definition."key", definition."locationId", location."name" as "location", definition."data"
      from "Definition" definition
      join "CodeLocation" location on location."orgId" = definition."orgId" and location."id" = definition."locationId"
      where definition."orgId" = ${orgId} and definition."deploymentId" = ${deploymentId} and definition."kind" = 'asset'
        and definition."key" = ${key}
    `);
      return definition ?? null;
    },

    listChecks: (orgId: string, deploymentId: string, asset?: string) =>
      db.query<AssetCheckDefinition>(sql`
      select "key", "data" from "Definition"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "kind" = 'check'
        ${asset === undefined ? EMPTY : sql`and "data"->>'asset' = ${asset}`}
      order by "key"
    `),

    listStates: (orgId: string, deploymentId: string, keys?: readonly string[]) =>
      db.query<AssetStateRow>(sql`
      select ${STATE} from "AssetState"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} ${keys ? sql`and "asset" = any(${keys})` : EMPTY}
    `),

    listMaterializations: (orgId: string, { deploymentId, asset }: Place, { limit, beforeId }: Paging) =>
      db.query<MaterializationRow>(sql`
      select "id", "at", "runId", "step", "partition", "metadata", "value", "codeVersion", "dataVersion"
      from "Materialization"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        ${beforeId === undefined ? EMPTY : sql`and "id" < ${beforeId}`}
      order by "id" desc limit ${limit}
    `),

    listDataVersions: (orgId: string, deploymentId: string, assets: readonly string[], at: Date) =>
      db.query<{ asset: string; dataVersion: string | null }>(sql`
      select distinct on ("asset") "asset", "dataVersion" from "Materialization"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = any(${assets}) and "at" <= ${at}
      order by "asset", "id" desc
    `),

    listCheckResults: (
      orgId: string,
      { deploymentId, asset }: Place,
      check: string | undefined,
      { limit, beforeId }: Paging,
    ) =>
      db.query<CheckRow>(sql`
      select "id", "check", "at", "runId", "partition", "passed", "severity", "blocking", "message", "metadata"
      from "CheckResult"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        ${check === undefined ? EMPTY : sql`and "check" = ${check}`}
        ${beforeId === undefined ? EMPTY : sql`and "id" < ${beforeId}`}
      order by "id" desc limit ${limit}
    `),

    /** Recorded statuses of partitions as ranges. */
    listPartitionRanges: (orgId: string, { deploymentId, asset }: Place): Promise<StatusRange[]> =>
      readRanges(db, { orgId, deploymentId }, asset),

    listDynamicKeys: (orgId: string, deploymentId: string, sets: readonly string[]) =>
      readDynamicKeys(db, { orgId, deploymentId }, sets),

    /** Partitions that runs in progress are for. */
    async listPartitionsInProgress(orgId: string, { deploymentId, asset }: Place): Promise<string[]> {
      const rows = await db.query<{ partition: string }>(sql`
      select distinct unnest("partitionKeys") as "partition" from "Run"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "status" in ('STARTING', 'STARTED', 'CANCELING')
        and ${asset} = any("assetKeys")
    `);
      return rows.map(({ partition }) => partition);
    },
  });
