import type { AdmissionTx } from "@millrace/core/admission";
import type { OutboxJob } from "@millrace/core/background-jobs";
import type { Db } from "../../db";
import { ADMISSION_LOCK } from "../../locks";
import { type Queryable, sql } from "../../sql";
import { transitionAll } from "../runs/transition";
import { writeOutbox } from "./outbox";
import { readAdmissionState, readWaitingDeployments } from "./read-admission";
import { readQueue } from "./read-queue";

/** After this time the relay publishes what the admitting process did not. */
const RELAY_AFTER_MS = 2_000;

/**
 * Runs one pass, one at a time over all processes; returns `busy` while another process has its pass. The lock is its own
 * statement, so the statements after it see what the pass before committed. In the same statement it would enforce no limit.
 *
 * The commit doesn't wait for the disk. Everything that is stored later, first of all the start of the run, comes after it in
 * the log. If the server crashes before that, the run is still queued, and the job that was published for it is stale.
 */
export function unscopedAdmission<T>(db: Db, pass: (tx: AdmissionTx) => Promise<T>): Promise<T | "busy"> {
  return db.transaction(async (tx) => {
    const [lock] = await tx.query<{ taken: boolean }>(sql`
      select pg_try_advisory_xact_lock(${ADMISSION_LOCK}) as "taken", set_config('synchronous_commit', 'off', true)
    `);
    if (!lock?.taken) return "busy";
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
  const jobs = runs.flatMap(({ id }) => {
    const run = byId.get(id);
    if (!run) return [];
    return [{ job: "launchRun" as const, payload: { orgId: run.orgId, runId: run.id, attempt: run.attempt } }];
  });
  return writeOutbox(tx, jobs, RELAY_AFTER_MS);
}
