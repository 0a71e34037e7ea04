import { DEFAULTS } from "@millrace/core";
import type { RunMove } from "@millrace/core/run";
import type { OverdueRun, OverdueRuns, RunMoves } from "./ports";

/** How long after its wall time a run's worker may take to end it. */
const WALL_TIME_GRACE_MS = 30_000;
const REQUEUE_DELAY_MS = 1_000;

type Deps = { queue: OverdueRuns; runs: RunMoves };

/**
 * Moves on every run that nobody takes care of any more: a lost worker fails its runs (the retry policy decides what
 * follows) and ends those that were being canceled; a run that was never started is queued again.
 * @returns the runs that were moved
 */
export const reapRuns =
  ({ queue, runs }: Deps) =>
  async (options: { startTimeoutMs?: number } = {}): Promise<readonly OverdueRun[]> => {
    const startTimeoutMs = options.startTimeoutMs ?? DEFAULTS.lease.startTimeoutMs;
    const overdue = await queue.unscopedOverdue({ startTimeoutMs, wallTimeGraceMs: WALL_TIME_GRACE_MS });
    const reaped: OverdueRun[] = [];
    for (const run of overdue) {
      const moved = await runs.transition(run.orgId, run.id, { ...moveOf(run), version: run.version });
      if (moved.kind === "moved") reaped.push(run);
    }
    return reaped;
  };

function moveOf(run: OverdueRun): RunMove {
  switch (run.why) {
    case "neverStarted":
      return run.attempt <= DEFAULTS.lease.requeuesMax
        ? {
            event: "requeue",
            message: "No worker picked up the run in time; requeued",
            delayMs: REQUEUE_DELAY_MS * run.attempt,
          }
        : {
            event: "fail",
            message: `No worker picked up the run after ${run.attempt} attempts`,
            reason: "START_TIMEOUT",
          };
    case "tooLong":
      return {
        event: "fail",
        message: "The run exceeded its maximum run time and its worker didn't stop it",
        reason: "MAX_RUNTIME",
      };
    case "leaseExpired":
      return run.status === "CANCELING"
        ? {
            event: "leaseLost",
            message: "Canceled because its worker is no longer running",
            reason: "CANCELED_BY_USER",
          }
        : { event: "leaseLost", message: "The worker stopped responding", reason: "WORKER_LOST" };
  }
}
