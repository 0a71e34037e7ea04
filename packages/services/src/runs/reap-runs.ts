import { DEFAULTS } from "@millrace/core";
import type { OverdueRun, OverdueRuns, RunMove, UnlockedRunMoves } from "@millrace/core/run";

/** Time that a worker has to end a run that exceeded its maximum run time. */
const WALL_TIME_GRACE_MS = 30_000;
const REQUEUE_DELAY_MS = 1_000;

/** A longer pause between passes means that the database, or every daemon, was away: see {@link OverdueRuns}. */
const PAUSE_MS = 3 * DEFAULTS.lease.reaperMs;

type Deps = {
  readonly queue: OverdueRuns;
  readonly runs: UnlockedRunMoves;
  /** Called for a run that could not be moved; the others are moved all the same. */
  readonly onError: (error: Error, run: OverdueRun) => void;
};

export type Reaped = {
  readonly runs: readonly OverdueRun[];
  /** True if all leases got one more term, because the database or every daemon was away. */
  readonly isGraceGiven: boolean;
};

/**
 * Moves on every run that no process looks after anymore: a lost worker's runs fail (the retry policy decides what
 * follows), those being canceled are canceled, and a run that never started is queued again. Runs that another
 * transaction holds wait for the next pass.
 */
export const reapRuns =
  ({ queue, runs, onError }: Deps) =>
  async (options: { startTimeoutMs?: number } = {}): Promise<Reaped> => {
    const startTimeoutMs = options.startTimeoutMs ?? DEFAULTS.lease.startTimeoutMs;
    const { overdue, isGraceGiven } = await queue.unscopedReaperPass({
      startTimeoutMs,
      wallTimeGraceMs: WALL_TIME_GRACE_MS,
      pauseMs: PAUSE_MS,
      leaseMs: DEFAULTS.lease.durationMs,
    });
    const reaped: OverdueRun[] = [];
    for (const run of overdue) {
      try {
        const moved = await runs.transitionUnlocked(run.orgId, run.id, { ...moveOf(run), version: run.version });
        if (moved.kind === "moved") reaped.push(run);
      } catch (error) {
        onError(error as Error, run);
      }
    }
    return { runs: reaped, isGraceGiven };
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
