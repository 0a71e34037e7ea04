import type { RuntimeEvent } from "@millrace/protocol";
import { type Queryable, sql } from "../../sql";
import { storableJson } from "../../storable";
import { updateRanges, type WrittenPartition } from "../partitions/partition-ranges";
import { type AppendedRun, assetsOf } from "./appended-run";

/** Marks partitions as materialized, or all partitions of the run as failed for the assets of a failed step. */
export async function writePartitions(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]) {
  const changes = new Map<string, { asset: string; partition: string; status: string; at: number; value: unknown }>();
  for (const event of events) {
    if (event.type === "materialization" && event.partition !== undefined) {
      const { asset, partition, at, value } = event;
      changes.set(JSON.stringify([asset, partition]), { asset, partition, status: "MATERIALIZED", at, value });
    }
    if (event.type === "stepFailed") {
      for (const asset of assetsOf(run, event.step)) {
        for (const partition of run.partitionKeys) {
          const key = JSON.stringify([asset, partition]);
          if (!changes.has(key)) changes.set(key, { asset, partition, status: "FAILED", at: event.at, value: null });
        }
      }
    }
  }
  if (changes.size === 0) return;
  const written = await tx.query<WrittenPartition>(sql`
    insert into "AssetPartition" as state ("orgId", "deploymentId", "asset", "partition", "status", "at", "runId", "value")
    select ${run.orgId}, ${run.deploymentId}, change."asset", change."partition", change."status", to_timestamp(change."at" / 1000.0), ${run.id}, change."value"
    from jsonb_to_recordset(${storableJson([...changes.values()])}::jsonb) as change("asset" text, "partition" text, "status" text, "at" bigint, "value" jsonb)
    order by change."asset", change."partition"
    on conflict ("orgId", "deploymentId", "asset", "partition") do update set
      "status" = excluded."status", "at" = excluded."at", "runId" = excluded."runId",
      "value" = coalesce(excluded."value", state."value")
    where excluded."at" >= state."at"
    returning "asset", "partition", "status"
  `);
  await updateRanges(tx, run, written);
}
