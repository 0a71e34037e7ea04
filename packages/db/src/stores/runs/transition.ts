import type { BackgroundJobName } from "@millrace/core/background-jobs";
import {
  isFinished,
  type MoveResult,
  nextStatus,
  RUN_STATUSES,
  type RunMove,
  type RunState,
  type RunStatus,
} from "@millrace/core/run";
import { EMPTY, json, type Queryable, type Sql, sql } from "../../sql";
import { payloadSql } from "../queue/outbox";

export type Moved = RunState & { from: RunStatus };

export type RunRef = { readonly orgId: string; readonly id: string };

type Parts = { readonly onlyIf?: Sql; readonly also?: Sql; readonly andThen?: Sql; readonly skipLocked?: boolean };

/** Moves one run; see {@link transitionAll}. */
export async function transition(
  db: Queryable,
  orgId: string,
  runId: string,
  move: RunMove,
  parts: Parts = {},
): Promise<MoveResult> {
  const [moved] = await transitionAll(db, [{ orgId, id: runId }], move, parts);
  if (!moved) return { kind: "stale", run: await findState(db, orgId, runId) };
  const { from, ...run } = moved;
  return { kind: "moved", from, run };
}

/**
 * Moves runs to their next status; nothing else changes it. Checks the fence, writes status and version, and appends the event
 * and the outbox row in one statement. Returns the runs that moved; the others are stale.
 *
 * `onlyIf` narrows the runs; `also` sets other columns than the default, which drops the lease of a run that is no longer
 * executed; `andThen` adds common table expressions over `moved`; `skipLocked` leaves out runs that another transaction
 * holds.
 */
export async function transitionAll(
  db: Queryable,
  runs: readonly RunRef[],
  move: RunMove,
  parts: Parts = {},
): Promise<readonly Moved[]> {
  const legal = RUN_STATUSES.flatMap((from) => {
    const to = nextStatus(from, move.event);
    return to ? [{ from, to }] : [];
  });
  return db.query<Moved>(sql`
    with legal as (
      select * from unnest(${legal.map((it) => it.from)}::text[], ${legal.map((it) => it.to)}::text[]) as legal("from", "to")
    ), old as (
      select "orgId", "id", "status" from "Run"
      where ("orgId", "id") in (
        select * from unnest(${runs.map((it) => it.orgId)}::text[], ${runs.map((it) => it.id)}::text[])
      ) ${fenced(move)} ${parts.onlyIf ?? EMPTY}
      order by "id"
      for update ${parts.skipLocked ? sql`skip locked` : EMPTY}
    ), moved as (
      update "Run" run set
        "status" = legal."to",
        "version" = run."version" + 1,
        "eventSeq" = run."eventSeq" + 1,
        "failureReason" = case when legal."to" <> 'SUCCESS' then coalesce(${move.reason ?? null}, run."failureReason") end,
        "error" = case when legal."to" <> 'SUCCESS' then coalesce(${json(move.error)}::jsonb, run."error") end,
        "notBefore" = case when legal."to" = 'QUEUED' then now() + ${move.delayMs ?? 0} * interval '1 millisecond' else run."notBefore" end,
        "cancelRequestedAt" = case when ${move.event} = 'cancel' then now() else run."cancelRequestedAt" end,
        "endedAt" = case when ${finishes()} then now() end,
        ${
          parts.also ??
          sql`"lease" = case when legal."to" = 'CANCELING' then run."lease" end,
        "leaseExpiresAt" = case when legal."to" = 'CANCELING' then run."leaseExpiresAt" end`
        }
      from old join legal on legal."from" = old."status"
      where run."orgId" = old."orgId" and run."id" = old."id"
      returning run."orgId", run."id", run."status", run."version", run."attempt", run."eventSeq", run."plan", run."deploymentId",
        old."status" as "from"
    ), recorded as (
      insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "message", "data")
      select "orgId", "id", "eventSeq", "attempt", now(), 'run.' || lower("status"), ${move.message},
        ${json(move.reason || move.error ? { reason: move.reason, error: move.error } : undefined)}::jsonb
      from moved
    )
    ${afterwards(move)}
    ${parts.andThen ?? EMPTY}
    select "orgId", "id", "status", "version", "attempt", "from" from moved
  `);
}

const fenced = ({ version, fence }: RunMove): Sql => sql`
  ${version === undefined ? EMPTY : sql`and "version" = ${version}`}
  ${fence ? sql`and "attempt" = ${fence.attempt} and "lease" = ${fence.lease}` : EMPTY}`;

const finishes = (): Sql => sql`legal."to" in ('SUCCESS', 'FAILURE', 'CANCELED')`;

/** With its end, a run releases its slots, closes its steps, and is handed to the retry policy or to alerts. */
function afterwards({ event }: RunMove): Sql {
  const canFinish = RUN_STATUSES.some((from) => isFinished(nextStatus(from, event) ?? "QUEUED"));
  if (!canFinish) return EMPTY;
  return sql`
    , freed as (
      delete from "PoolSlot" slot using moved
      where slot."orgId" = moved."orgId" and slot."runId" = moved."id" and moved."status" in ('SUCCESS', 'FAILURE', 'CANCELED')
    ), closed as (
      update "RunStep" step set
        "status" = case
          when step."status" = 'PENDING' then case when moved."status" = 'CANCELED' then 'CANCELED' else 'SKIPPED' end
          when moved."status" = 'FAILURE' then 'FAILURE' else 'CANCELED' end,
        "reason" = case when step."status" = 'PENDING' then step."reason" else coalesce(step."reason", ${event === "leaseLost" ? "WORKER_LOST" : null}) end,
        "endedAt" = case when step."status" = 'PENDING' then null else now() end
      from moved
      where step."orgId" = moved."orgId" and step."runId" = moved."id" and moved."status" in ('SUCCESS', 'FAILURE', 'CANCELED')
        and step."status" in ('PENDING', 'RUNNING', 'RETRYING')
    ), settled as (
      update "AssetState" asset set "runningRunId" = null from moved
      where asset."orgId" = moved."orgId" and asset."deploymentId" = moved."deploymentId"
        and asset."runningRunId" = moved."id" and moved."status" in ('SUCCESS', 'FAILURE', 'CANCELED')
    ), queued as (
      insert into "Outbox" ("job", "payload")
      select case when "status" = 'FAILURE' then ${AFTER_FAILURE}::text else ${AFTER_OTHERS}::text end, ${REFERENCE}
      from moved where "status" in ('SUCCESS', 'FAILURE', 'CANCELED')
    )`;
}

const AFTER_FAILURE = "handleFailedRun" satisfies BackgroundJobName;
const AFTER_OTHERS = "evaluateAlerts" satisfies BackgroundJobName;
const REFERENCE = payloadSql<typeof AFTER_FAILURE | typeof AFTER_OTHERS>({ orgId: sql`"orgId"`, runId: sql`"id"` });

export async function findState(db: Queryable, orgId: string, runId: string): Promise<RunState | null> {
  const [run] = await db.query<RunState>(
    sql`select "orgId", "id", "status", "version", "attempt" from "Run" where "orgId" = ${orgId} and "id" = ${runId}`,
  );
  return run ?? null;
}
