import type { OutboxJob } from "@millrace/core/run";
import type { Db } from "../../db";
import { json, type Queryable, sql } from "../../sql";
import { transitionAll } from "../runs/transition";
import { type AdmissionState, readAdmissionState, readWaitingDeployments } from "./read-admission";
import { type QueuedRun, type QueueRequest, readQueue } from "./read-queue";

const ADMISSION_LOCK = 7_213;

/** After this time the relay publishes what the admitting process did not. */
const RELAY_AFTER_MS = 2_000;

/** What an admission pass reads and writes, while it holds the lock. */
export type AdmissionTx = {
  readWaiting(): Promise<readonly { orgId: string; id: string }[]>;
  readState(waiting: readonly { orgId: string; id: string }[]): Promise<AdmissionState>;
  readQueue(requests: readonly QueueRequest[]): Promise<readonly QueuedRun[]>;
  /** Moves the runs to STARTING, in this order; returns what to publish. */
  admit(runs: readonly { orgId: string; id: string }[]): Promise<readonly OutboxJob[]>;
};

/**
 * One pass at a time over all processes. The lock is a statement of its own: the statements after it see what the pass
 * before committed. Folded into the same statement it would not hold any limit.
 *
 * The commit waits for no disk. Whatever is stored later, the start of the run first of all, comes after it in the log; if
 * the server crashes before that, the run is queued still and what was published for it finds it so.
 */
export function unscopedAdmission<T>(db: Db, pass: (tx: AdmissionTx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(${ADMISSION_LOCK})`,
    );
    return pass({
      readWaiting: () => readWaitingDeployments(tx),
      readState: (waiting) => readAdmissionState(tx, waiting),
      readQueue: (requests) => readQueue(tx, requests),
      admit: (runs) => admit(tx, runs),
    });
  });
}

async function admit(tx: Queryable, runs: readonly { orgId: string; id: string }[]): Promise<readonly OutboxJob[]> {
  const moved = await transitionAll(
    tx,
    runs,
    { event: "admit", message: "Admitted" },
    { also: sql`"attempt" = run."attempt" + 1, "admittedAt" = now()` },
  );
  const byId = new Map(moved.map((run) => [run.id, run]));
  const payloads = runs.flatMap(({ id }) => {
    const run = byId.get(id);
    return run ? [json({ orgId: run.orgId, runId: run.id, attempt: run.attempt })] : [];
  });
  return tx.query<OutboxJob>(sql`
    insert into "Outbox" ("job", "payload", "notBefore")
    select 'launchRun', payload, now() + ${RELAY_AFTER_MS} * interval '1 millisecond'
    from unnest(${payloads}::jsonb[]) with ordinality as launch(payload, ordinal) order by ordinal
    returning "id", "job", "payload"
  `);
}
