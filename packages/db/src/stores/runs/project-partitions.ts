import {
  isStoredAsRanges,
  type PartitionSet,
  type PartitionStatus,
  type PartitionsSpec,
  partitionSet,
  recordStatus,
  type StatusChange,
  type StatusRange,
} from "@millrace/core";
import type { RuntimeEvent } from "@millrace/protocol";
import { json, type Queryable, sql } from "../../sql";
import type { AppendedRun } from "./append-events";
import { rows } from "./project-assets";

type Place = { readonly orgId: string; readonly deploymentId: string };
type ChangedPartition = { asset: string; partition: string; status: string };
type StoredRanges = { asset: string; spec: PartitionsSpec; ranges: StatusRange[] | null };

/** The word of core for what a row says. */
export const toPartitionStatus = (status: string): PartitionStatus =>
  status === "MATERIALIZED" ? "materialized" : status === "FAILED" ? "failed" : "missing";

/** Marks partitions as materialized, or those of the whole run as failed with their asset's step. */
export async function writePartitions(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]) {
  const changes = new Map<string, { asset: string; partition: string; status: string; at: number; value: unknown }>();
  for (const event of events) {
    if (event.type === "materialization" && event.partition !== undefined) {
      const { asset, partition, at, value } = event;
      changes.set(JSON.stringify([asset, partition]), { asset, partition, status: "MATERIALIZED", at, value });
    }
    if (event.type === "stepFailed") {
      for (const partition of run.partitionKeys) {
        const key = JSON.stringify([event.step, partition]);
        if (!changes.has(key))
          changes.set(key, { asset: event.step, partition, status: "FAILED", at: event.at, value: null });
      }
    }
  }
  if (changes.size === 0) return;
  const written = await tx.query<ChangedPartition>(sql`
    insert into "AssetPartition" as state ("orgId", "deploymentId", "asset", "partition", "status", "at", "runId", "value")
    select ${run.orgId}, ${run.deploymentId}, change."asset", change."partition", change."status", to_timestamp(change."at" / 1000.0), ${run.id}, change."value"
    from jsonb_to_recordset(${rows([...changes.values()])}::jsonb) as change("asset" text, "partition" text, "status" text, "at" bigint, "value" jsonb)
    left join "RunStep" step on step."orgId" = ${run.orgId} and step."runId" = ${run.id} and step."key" = change."asset"
    where step."kind" = 'asset' or change."status" = 'MATERIALIZED'
    order by change."asset", change."partition"
    on conflict ("orgId", "deploymentId", "asset", "partition") do update set
      "status" = excluded."status", "at" = excluded."at", "runId" = excluded."runId",
      "value" = coalesce(excluded."value", state."value")
    where excluded."at" >= state."at"
    returning "asset", "partition", "status"
  `);
  await writeRanges(tx, run, written);
}

/**
 * Brings the ranges that sum up an asset's partitions up to date. The rows of `AssetState` are locked in the order of
 * their keys, as by all writers.
 */
async function writeRanges(tx: Queryable, place: Place, written: readonly ChangedPartition[]): Promise<void> {
  const assets = [...new Set(written.map((it) => it.asset))];
  for (const { asset, spec, ranges } of await lockRanges(tx, place, assets)) {
    if (!isStoredAsRanges(spec)) continue;
    const set = partitionSet(spec, { now: Date.now() });
    const changes = toChanges(written.filter((it) => it.asset === asset));
    const updated = ranges ? recordStatus(set, ranges, changes) : await sumUp(tx, place, asset, set);
    await tx.execute(sql`
      update "AssetState" set "partitionRanges" = ${json(updated)}::jsonb
      where "orgId" = ${place.orgId} and "deploymentId" = ${place.deploymentId} and "asset" = ${asset}
    `);
  }
}

const lockRanges = (tx: Queryable, place: Place, assets: readonly string[]) =>
  tx.query<StoredRanges>(sql`
    select state."asset", definition."data"->'partitions' as "spec", state."partitionRanges" as "ranges"
    from "AssetState" state
    join "Definition" definition on definition."orgId" = state."orgId" and definition."deploymentId" = state."deploymentId"
      and definition."kind" = 'asset' and definition."key" = state."asset"
    where state."orgId" = ${place.orgId} and state."deploymentId" = ${place.deploymentId}
      and state."asset" = any(${assets}) and definition."data"->'partitions' is not null
    order by state."asset" for update of state
  `);

/** The ranges of all rows: once for an asset, when its first partition is written. */
async function sumUp(tx: Queryable, place: Place, asset: string, set: PartitionSet): Promise<StatusRange[]> {
  const all = await tx.query<ChangedPartition>(sql`
    select "asset", "partition", "status" from "AssetPartition"
    where "orgId" = ${place.orgId} and "deploymentId" = ${place.deploymentId} and "asset" = ${asset}
  `);
  return recordStatus(set, [], toChanges(all));
}

const toChanges = (changed: readonly ChangedPartition[]): StatusChange[] =>
  changed.map(({ partition, status }) => ({ partition, status: toPartitionStatus(status) }));
