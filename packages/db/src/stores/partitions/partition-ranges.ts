import type { PartitionsSpec } from "@millrace/core/manifest";
import {
  dynamicSetsOf,
  type PartitionSet,
  type PartitionStatus,
  partitionStatus,
  recordStatus,
  type StatusChange,
  type StatusRange,
} from "@millrace/core/partitions";
import type { Db } from "../../db";
import { json, type Queryable, sql } from "../../sql";
import { type DeploymentRef, openPartitions } from "./dynamic-keys";

/** A row of `AssetPartition` as it was written. */
export type WrittenPartition = { asset: string; partition: string; status: string };
type StoredRanges = { asset: string; spec: PartitionsSpec; ranges: StatusRange[] | null };

/**
 * The recorded statuses of an asset's partitions as ranges. Where they are not summed up (the asset was wiped, its
 * definition or its dynamic sets changed), that is done once, under the lock that their writers take.
 */
export async function readRanges(db: Db, deployment: DeploymentRef, asset: string): Promise<StatusRange[]> {
  const [state] = await db.query<{ ranges: StatusRange[] | null }>(sql`
    select "partitionRanges" as "ranges" from "AssetState"
    where "orgId" = ${deployment.orgId} and "deploymentId" = ${deployment.deploymentId} and "asset" = ${asset}
  `);
  if (!state) return [];
  if (state.ranges) return state.ranges;
  return db.transaction(async (tx) => {
    const [locked] = await lockRanges(tx, deployment, [asset]);
    if (!locked) return [];
    if (locked.ranges) return locked.ranges;
    const set = await openPartitions(tx, deployment, locked.spec);
    const ranges = await summarizeRanges(tx, deployment, asset, set);
    await storeRanges(tx, deployment, asset, set, ranges);
    return ranges;
  });
}

/** Brings the ranges up to date with rows that were just written. */
export async function updateRanges(
  tx: Queryable,
  deployment: DeploymentRef,
  written: readonly WrittenPartition[],
): Promise<void> {
  const assets = [...new Set(written.map((it) => it.asset))];
  for (const { asset, spec, ranges } of await lockRanges(tx, deployment, assets)) {
    const own = written.filter((it) => it.asset === asset);
    const set = await openPartitions(tx, deployment, spec);
    if (dynamicSetsOf(spec).length > 0) await discardDeletedKeys(tx, deployment, asset, set, own);
    const updated = ranges
      ? recordStatus(set, ranges, toChanges(own))
      : await summarizeRanges(tx, deployment, asset, set);
    await storeRanges(tx, deployment, asset, set, updated);
  }
}

/** The rows of `AssetState` are locked in the order of their keys, as by all writers. */
const lockRanges = (tx: Queryable, { orgId, deploymentId }: DeploymentRef, assets: readonly string[]) =>
  tx.query<StoredRanges>(sql`
    select state."asset", definition."data"->'partitions' as "spec", state."partitionRanges" as "ranges"
    from "AssetState" state
    join "Definition" definition on definition."orgId" = state."orgId" and definition."deploymentId" = state."deploymentId"
      and definition."kind" = 'asset' and definition."key" = state."asset"
    where state."orgId" = ${orgId} and state."deploymentId" = ${deploymentId}
      and state."asset" = any(${[...assets]}::text[]) and definition."data"->'partitions' is not null
    order by state."asset" for update of state
  `);

const storeRanges = (
  tx: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  asset: string,
  set: PartitionSet,
  ranges: readonly StatusRange[],
) =>
  tx.execute(sql`
    update "AssetState" set "partitionRanges" = ${json(ranges)}::jsonb,
      "failedPartitions" = ${partitionStatus(set, ranges, 0).counts.failed}
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
  `);

/** The ranges of all rows. */
async function summarizeRanges(
  tx: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  asset: string,
  set: PartitionSet,
): Promise<StatusRange[]> {
  const byStatus = await tx.query<{ status: string; partitions: string[] }>(sql`
    select "status", json_agg("partition") as "partitions" from "AssetPartition"
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} group by "status"
  `);
  return recordStatus(
    set,
    [],
    byStatus.flatMap(({ status, partitions }) => toChanges(partitions.map((partition) => ({ partition, status })))),
  );
}

/** A key that was deleted while a run was under way: what the run wrote of its partition goes too. */
async function discardDeletedKeys(
  tx: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  asset: string,
  set: PartitionSet,
  written: readonly WrittenPartition[],
): Promise<void> {
  const deleted = written.filter(({ partition }) => set.indexOf(partition) < 0).map(({ partition }) => partition);
  if (deleted.length === 0) return;
  await tx.execute(sql`
    delete from "AssetPartition" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
      and "asset" = ${asset} and "partition" = any(${deleted}::text[])
  `);
}

const toChanges = (rows: readonly { partition: string; status: string }[]): StatusChange[] =>
  rows.map(({ partition, status }) => ({ partition, status: toPartitionStatus(status) }));

/** The word of core for what a row says. */
const toPartitionStatus = (status: string): PartitionStatus =>
  status === "MATERIALIZED" ? "materialized" : status === "FAILED" ? "failed" : "missing";
