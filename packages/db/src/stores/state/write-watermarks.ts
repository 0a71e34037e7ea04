import type { StateValues } from "@millrace/core/state";
import type { RuntimeEvent } from "@millrace/protocol";
import { type Queryable, sql } from "../../sql";
import { storableJson } from "../../storable";
import { type AppendedRun, assetsOf } from "../runs/appended-run";

/** `Watermark.partition` of the asset as a whole. */
export const WHOLE_ASSET = "";

type Change = { readonly asset: string; readonly partition: string; readonly value: StateValues };

/**
 * Commits what steps set in their asset's state, with their success; names that they left out keep their values. A step
 * reaches its only asset and the partitions of its run, whatever its sandbox says.
 */
export async function writeWatermarks(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]): Promise<void> {
  const changes = changesIn(run, events);
  if (changes.length === 0) return;
  await tx.execute(sql`
    insert into "Watermark" as kept ("orgId", "deploymentId", "asset", "partition", "value", "bytes", "runId")
    select ${run.orgId}, ${run.deploymentId}, change."asset", change."partition", change."value",
      octet_length(change."value"::text), ${run.id}
    from jsonb_to_recordset(${storableJson(changes)}::jsonb) as change("asset" text, "partition" text, "value" jsonb)
    order by change."asset", change."partition"
    on conflict ("orgId", "deploymentId", "asset", "partition") do update set
      "value" = kept."value" || excluded."value",
      "bytes" = octet_length((kept."value" || excluded."value")::text),
      "updatedAt" = now(), "runId" = excluded."runId", "updatedBy" = null
  `);
}

function changesIn(run: AppendedRun, events: readonly RuntimeEvent[]): readonly Change[] {
  const partitionKeys = new Set(run.partitionKeys);
  const changes = new Map<string, Change>();
  const add = (change: Change) => changes.set(JSON.stringify([change.asset, change.partition]), change);
  for (const event of events) {
    if (event.type !== "stepSucceeded" || !event.state) continue;
    const [asset, ...others] = assetsOf(run, event.step);
    if (asset === undefined || others.length > 0) continue;
    const { asset: whole, partitions = {} } = event.state;
    if (whole) add({ asset, partition: WHOLE_ASSET, value: whole });
    for (const [partition, value] of Object.entries(partitions)) {
      if (partitionKeys.has(partition)) add({ asset, partition, value });
    }
  }
  return [...changes.values()];
}
