import type { RuntimeEvent } from "@millrace/protocol";
import { type Queryable, sql } from "../../sql";
import { storableJson } from "../../storable";
import type { AppendedRun } from "./appended-run";
import type { StepChange } from "./fold-steps";

/** Updates the rows of steps; nulls keep the values of the row, but a success clears an earlier error. */
export async function writeSteps(tx: Queryable, run: AppendedRun, changes: readonly StepChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.execute(sql`
    update "RunStep" step set
      "status" = change."status",
      "stepAttempt" = coalesce(change."stepAttempt", step."stepAttempt"),
      "startedAt" = coalesce(step."startedAt", to_timestamp(change."startedAt" / 1000.0)),
      "endedAt" = case when change."status" in ('RUNNING', 'RETRYING') then null else to_timestamp(change."endedAt" / 1000.0) end,
      "error" = case when change."status" = 'SUCCESS' then null else coalesce(change."error", step."error") end,
      "reason" = coalesce(change."reason", step."reason"),
      "output" = coalesce(change."output", step."output")
    from jsonb_to_recordset(${storableJson(changes)}::jsonb) as change(
      "key" text, "status" text, "stepAttempt" int, "startedAt" bigint, "endedAt" bigint, "error" jsonb, "reason" text, "output" jsonb
    )
    where step."orgId" = ${run.orgId} and step."runId" = ${run.id} and step."key" = change."key"
  `);
}

/** Inserts the items of a mapped step once its list is known: `<step>[0]`, `<step>[1]`, … */
export async function addSteps(tx: Queryable, run: AppendedRun, events: readonly RuntimeEvent[]): Promise<void> {
  const added = events.flatMap((event) =>
    event.type === "stepsAdded" ? event.keys.map((key) => ({ parent: event.step, key })) : [],
  );
  if (added.length === 0) return;
  await tx.execute(sql`
    insert into "RunStep" ("orgId", "runId", "key", "kind", "definition", "assets", "status", "attempt", "ordinal")
    select parent."orgId", parent."runId", item."key", parent."kind", parent."definition", parent."assets", 'PENDING', parent."attempt", parent."ordinal"
    from unnest(${added.map((it) => it.parent)}::text[], ${added.map((it) => it.key)}::text[]) as item("parent", "key")
    join "RunStep" parent on parent."orgId" = ${run.orgId} and parent."runId" = ${run.id} and parent."key" = item."parent"
    on conflict do nothing
  `);
}
