import type { AuditDraft } from "../identity/audit";
import type { CheckManifest } from "../manifest";
import type { DynamicKeys, StatusRange } from "../partitions";
import type { AssetDefinition, AssetRef, AssetState, CheckResult, Materialization } from "./records";

export type HistoryQuery = { readonly limit: number; readonly beforeId?: number | undefined };

/** What pages and the API read of assets. */
export type AssetReader = {
  listDefinitions(orgId: string, deploymentId: string): Promise<readonly AssetDefinition[]>;
  findDefinition(orgId: string, deploymentId: string, key: string): Promise<AssetDefinition | null>;
  listChecks(
    orgId: string,
    deploymentId: string,
    asset?: string,
  ): Promise<readonly { readonly key: string; readonly data: CheckManifest }[]>;
  listStates(orgId: string, deploymentId: string, keys?: readonly string[]): Promise<readonly AssetState[]>;
  listMaterializations(orgId: string, asset: AssetRef, query: HistoryQuery): Promise<readonly Materialization[]>;
  /** The data version that each asset had at a time; without those that were not materialized by then. */
  listDataVersions(
    orgId: string,
    deploymentId: string,
    assets: readonly string[],
    at: Date,
  ): Promise<readonly { readonly asset: string; readonly dataVersion: string | null }[]>;
  listCheckResults(
    orgId: string,
    asset: AssetRef,
    check: string | undefined,
    query: HistoryQuery,
  ): Promise<readonly CheckResult[]>;
  /** Recorded statuses of partitions, neighbors as one range. */
  listPartitionRanges(orgId: string, asset: AssetRef): Promise<readonly StatusRange[]>;
  /** Partitions that runs in progress are for. */
  listPartitionsInProgress(orgId: string, asset: AssetRef): Promise<readonly string[]>;
  listDynamicKeys(orgId: string, deploymentId: string, sets: readonly string[]): Promise<DynamicKeys>;
};

/** What is wiped: all of an asset, or some of its partitions; `withState` also what they keep in `ctx.state`. */
export type AssetWipe = { readonly partitions?: readonly string[] | undefined; readonly withState: boolean };

export type AssetWiper = (
  orgId: string,
  asset: AssetRef,
  wipe: AssetWipe,
  audit: AuditDraft,
) => Promise<{ materializations: number }>;

/** The newest stored values (`ValueRef`s) of a deployment's assets. */
export type AssetValues = {
  /** The newest value of an asset, or of one of its partitions; null if there is none. */
  findValue(orgId: string, deploymentId: string, asset: string, partition: string | undefined): Promise<unknown>;
  /** Keys of a partition set. */
  listSet(orgId: string, deploymentId: string, set: string): Promise<readonly string[]>;
  /** Partitions that have a value, by key: of time windows the oldest first. At most the `last` ones. */
  listPartitions(
    orgId: string,
    deploymentId: string,
    asset: string,
    last: number | undefined,
  ): Promise<readonly string[]>;
};
