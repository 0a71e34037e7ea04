import type { AppendResult, EventBatch } from "@millrace/core/run";
import type { RuntimeEvent } from "@millrace/protocol";
import type { Db } from "../../db";
import { type Queryable, sql } from "../../sql";
import { writeWatermarks } from "../state/write-watermarks";
import type { AppendedRun } from "./appended-run";
import { toEventRow } from "./event-row";
import { foldAssets } from "./fold-assets";
import { foldSteps } from "./fold-steps";
import { writeAssets, writeChecks, writeMaterializations } from "./project-assets";
import { writeDynamicKeys } from "./project-dynamic-keys";
import { writePartitions } from "./project-partitions";
import { addSteps, writeSteps } from "./project-steps";

type Batch = EventBatch<RuntimeEvent>;

/** Types of events that change only the log of events. */
const PLAIN = new Set<RuntimeEvent["type"]>(["log", "engine", "observation"]);

/**
 * Appends a batch to the run's events and updates steps, materializations, checks, partitions, and the newest facts and
 * state of assets, all or nothing. The cost depends on the batch only, not on the events before it.
 */
export async function appendEvents(db: Db, orgId: string, runId: string, batch: Batch): Promise<AppendResult> {
  const projecting = batch.events.filter((event) => !PLAIN.has(event.type));
  if (projecting.length === 0) return rejectionOr(db, orgId, runId, batch, await insertEvents(db, orgId, runId, batch));

  const run = await db.transaction(async (tx) => {
    const appended = await insertEvents(tx, orgId, runId, batch);
    if (appended) await project(tx, appended, projecting);
    return appended;
  });
  return rejectionOr(db, orgId, runId, batch, run);
}

async function project(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]): Promise<void> {
  await writeDynamicKeys(tx, run, events);
  await addSteps(tx, run, events);
  await writeSteps(tx, run, foldSteps(events));
  await writeMaterializations(tx, run, events);
  await writeChecks(tx, run, events);
  await writeAssets(tx, run, foldAssets(run, events));
  await writePartitions(tx, run, events);
  await writeWatermarks(tx, run, events);
}

/** One statement: the fence, the numbers and the rows. The row lock of the run keeps batches and moves in order. */
async function insertEvents(
  tx: Queryable,
  orgId: string,
  runId: string,
  { attempt, lease, batch, events }: Batch,
): Promise<AppendedRun | undefined> {
  const rows = events.map(toEventRow);
  const steps = [...new Set(rows.flatMap((row) => row.step ?? []))];
  const [run] = await tx.query<AppendedRun>(sql`
    with run as (
      update "Run" set "eventSeq" = "eventSeq" + ${rows.length}, "lastBatch" = ${batch}
      where "orgId" = ${orgId} and "id" = ${runId} and "attempt" = ${attempt} and "lease" = ${lease}
        and "status" in ('STARTED', 'CANCELING') and "lastBatch" = ${batch - 1}
      returning "orgId", "id", "deploymentId", "partitionKeys", "eventSeq" - ${rows.length} as "base"
    ), appended as (
      insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "step", "stepAttempt", "level", "message", "data")
      select run."orgId", run."id", run."base" + event."ordinal", ${attempt}, to_timestamp(event."at" / 1000.0), event."type",
        event."step", event."stepAttempt", event."level", event."message", event."data"
      from run, unnest(
        ${rows.map((it) => it.at)}::bigint[], ${rows.map((it) => it.type)}::text[], ${rows.map((it) => it.step)}::text[],
        ${rows.map((it) => it.stepAttempt)}::int[], ${rows.map((it) => it.level)}::text[],
        ${rows.map((it) => it.message)}::text[], ${rows.map((it) => it.data)}::jsonb[]
      ) with ordinality as event("at", "type", "step", "stepAttempt", "level", "message", "data", "ordinal")
    )
    select "orgId", "id", "deploymentId", "partitionKeys", coalesce((
      select jsonb_object_agg(step."key", step."assets") from "RunStep" step
      where step."orgId" = run."orgId" and step."runId" = run."id" and step."key" = any(${steps}) and step."assets" <> '{}'
    ), '{}'::jsonb) as "stepAssets" from run
  `);
  return run;
}

/** Distinguishes a batch that came twice from one whose attempt has lost the run. */
async function rejectionOr(
  db: Queryable,
  orgId: string,
  runId: string,
  { attempt, lease, batch }: Batch,
  appended: AppendedRun | undefined,
): Promise<AppendResult> {
  if (appended) return { kind: "appended" };
  const [duplicate] = await db.query(sql`
    select 1 from "Run" where "orgId" = ${orgId} and "id" = ${runId} and "attempt" = ${attempt} and "lease" = ${lease}
      and "lastBatch" >= ${batch}
  `);
  return { kind: duplicate ? "duplicate" : "stale" };
}
