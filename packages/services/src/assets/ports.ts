import type { AuditDraft } from "@millrace/core/identity";
import type { AssetManifest, CheckManifest } from "@millrace/core/manifest";
import type { StatusRange } from "@millrace/core/partitions";

export type AssetDefinition = {
  readonly key: string;
  readonly locationId: string;
  readonly location: string;
  readonly data: AssetManifest;
};

export type AssetState = {
  readonly key: string;
  readonly lastMaterializedAt: Date | null;
  readonly lastRunId: string | null;
  readonly lastStatus: string | null;
  readonly lastFailedAt: Date | null;
  /** Partitions whose newest run failed. */
  readonly failedPartitions: number;
  readonly lastMetadata: Readonly<Record<string, unknown>> | null;
  readonly runningRunId: string | null;
  readonly checks: Readonly<Record<string, { passed: boolean; severity: string; at: string }>> | null;
  readonly codeVersion: string | null;
  readonly dataVersion: string | null;
};

export type Materialization = {
  readonly id: number;
  readonly at: Date;
  readonly runId: string;
  readonly step: string;
  readonly partition: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly codeVersion: string | null;
  readonly dataVersion: string | null;
};

export type CheckResult = {
  readonly id: number;
  readonly check: string;
  readonly at: Date;
  readonly runId: string;
  readonly partition: string | null;
  readonly passed: boolean;
  readonly severity: string;
  readonly blocking: boolean;
  readonly message: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
};

type Place = { readonly deploymentId: string; readonly asset: string };
type Paging = { readonly limit: number; readonly beforeId?: number | undefined };

export type AssetReader = {
  listDefinitions(orgId: string, deploymentId: string): Promise<readonly AssetDefinition[]>;
  findDefinition(orgId: string, deploymentId: string, key: string): Promise<AssetDefinition | null>;
  listChecks(
    orgId: string,
    deploymentId: string,
    asset?: string,
  ): Promise<readonly { readonly key: string; readonly data: CheckManifest }[]>;
  listStates(orgId: string, deploymentId: string, keys?: readonly string[]): Promise<readonly AssetState[]>;
  listMaterializations(orgId: string, place: Place, paging: Paging): Promise<readonly Materialization[]>;
  /** The data version that each asset had at a time; those that were not materialized by then are left out. */
  listDataVersions(
    orgId: string,
    deploymentId: string,
    assets: readonly string[],
    at: Date,
  ): Promise<readonly { readonly asset: string; readonly dataVersion: string | null }[]>;
  listCheckResults(
    orgId: string,
    place: Place,
    check: string | undefined,
    paging: Paging,
  ): Promise<readonly CheckResult[]>;
  /** Recorded statuses of partitions, neighbors as one range. */
  listPartitionRanges(orgId: string, place: Place): Promise<readonly StatusRange[]>;
  listPartitionsInProgress(orgId: string, place: Place): Promise<readonly string[]>;
  /** The keys of dynamic partitions by the name of their set, in the order in which they were added. */
  listDynamicKeys(
    orgId: string,
    deploymentId: string,
    sets: readonly string[],
  ): Promise<Readonly<Record<string, readonly string[]>>>;
};

export type AssetWiper = (
  orgId: string,
  place: Place,
  wipe: { readonly partitions?: readonly string[] | undefined; readonly withState: boolean },
  audit: AuditDraft,
) => Promise<{ materializations: number }>;
