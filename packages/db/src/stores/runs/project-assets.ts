import type { RuntimeEvent } from "@millrace/protocol";
import { type Queryable, sql } from "../../sql";
import { storableJson } from "../../storable";
import type { AppendedRun } from "./appended-run";
import type { AssetChange } from "./fold-assets";

type Of<T extends RuntimeEvent["type"]> = Extract<RuntimeEvent, { type: T }>;

const only = <T extends RuntimeEvent["type"]>(events: readonly RuntimeEvent[], type: T): Of<T>[] =>
  events.filter((event): event is Of<T> => event.type === type);

export async function writeMaterializations(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]) {
  const materializations = only(events, "materialization");
  if (materializations.length === 0) return;
  await tx.execute(sql`
    insert into "Materialization" ("orgId", "deploymentId", "asset", "partition", "runId", "step", "at", "metadata", "value", "codeVersion", "dataVersion")
    select ${run.orgId}, ${run.deploymentId}, "asset", "partition", ${run.id}, "step", to_timestamp("at" / 1000.0), "metadata", "value", "codeVersion", "dataVersion"
    from jsonb_to_recordset(${storableJson(materializations)}::jsonb) as event(
      "asset" text, "partition" text, "step" text, "at" bigint, "metadata" jsonb, "value" jsonb, "codeVersion" text, "dataVersion" text
    )
  `);
}

export async function writeChecks(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]) {
  const checks = only(events, "checkResult");
  if (checks.length === 0) return;
  await tx.execute(sql`
    insert into "CheckResult" ("orgId", "deploymentId", "asset", "check", "partition", "runId", "at", "passed", "severity", "blocking", "message", "metadata")
    select ${run.orgId}, ${run.deploymentId}, "asset", "check", "partition", ${run.id}, to_timestamp("at" / 1000.0), "passed", "severity", "blocking", "message", "metadata"
    from jsonb_to_recordset(${storableJson(checks)}::jsonb) as event(
      "asset" text, "check" text, "partition" text, "at" bigint, "passed" boolean, "severity" text, "blocking" boolean, "message" text, "metadata" jsonb
    )
  `);
}

/** Keeps the newest facts of each asset. An older run that reports late does not overwrite a newer materialization. */
export async function writeAssets(tx: Queryable, run: AppendedRun, changes: readonly AssetChange[]) {
  if (changes.length === 0) return;
  await tx.execute(sql`
    insert into "AssetState" as state (
      "orgId", "deploymentId", "asset", "lastMaterializedAt", "lastRunId", "lastStatus", "lastFailedAt", "lastMetadata",
      "lastValue", "codeVersion", "dataVersion", "runningRunId", "checks"
    )
    select ${run.orgId}, ${run.deploymentId}, change."asset", to_timestamp("materializedAt" / 1000.0),
      case when change."status" is not null then ${run.id} end, change."status", to_timestamp("failedAt" / 1000.0),
      "metadata", change."value", "codeVersion", "dataVersion", case when "isRunning" then ${run.id} end, "checks"
    from jsonb_to_recordset(${storableJson(changes)}::jsonb) as change(
      "asset" text, "materializedAt" bigint, "metadata" jsonb, "value" jsonb, "codeVersion" text, "dataVersion" text,
      "status" text, "failedAt" bigint, "isRunning" boolean, "checks" jsonb
    )
    order by change."asset"
    on conflict ("orgId", "deploymentId", "asset") do update set
      "lastMaterializedAt" = greatest(state."lastMaterializedAt", excluded."lastMaterializedAt"),
      "lastRunId" = coalesce(excluded."lastRunId", state."lastRunId"),
      "lastStatus" = coalesce(excluded."lastStatus", state."lastStatus"),
      "lastFailedAt" = greatest(state."lastFailedAt", excluded."lastFailedAt"),
      "lastMetadata" = case when ${isNewer()} then excluded."lastMetadata" else state."lastMetadata" end,
      "lastValue" = case when ${isNewer()} then excluded."lastValue" else state."lastValue" end,
      "codeVersion" = case when ${isNewer()} then excluded."codeVersion" else state."codeVersion" end,
      "dataVersion" = case when ${isNewer()} then excluded."dataVersion" else state."dataVersion" end,
      "runningRunId" = case
        when excluded."runningRunId" is not null then excluded."runningRunId"
        when state."runningRunId" = ${run.id} then null
        else state."runningRunId" end,
      "checks" = coalesce(state."checks", '{}'::jsonb) || coalesce(excluded."checks", '{}'::jsonb)
  `);
}

const isNewer = () => sql`excluded."lastMaterializedAt" >= coalesce(state."lastMaterializedAt", '-infinity')`;
