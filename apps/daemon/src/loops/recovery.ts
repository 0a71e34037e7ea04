import type { BackgroundJob } from "@millrace/core/background-jobs";
import type { Reaped } from "@millrace/services/runs";
import type { Logger, Metrics } from "@millrace/telemetry";

/** Launches that no worker picked up for this long are published again. */
const UNCLAIMED_MS = 5_000;
/** What was published within this time may have been lost with the queue. */
const RESEND_MS = 3_600_000;

type Deps = {
  readonly reap: () => Promise<Reaped>;
  readonly wasQueueLost: () => Promise<boolean>;
  readonly resend: (sinceMs: number) => Promise<number>;
  readonly unclaimed: (olderThanMs: number) => Promise<readonly { orgId: string; runId: string; attempt: number }[]>;
  readonly publish: (jobs: readonly BackgroundJob[]) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/** Brings back runs and jobs that a crash left behind; each part is harmless when several daemons do it. */
export function createRecovery({ reap, wasQueueLost, resend, unclaimed, publish, log, metrics }: Deps) {
  const reaped = metrics.counter("runs_reaped_total", "Runs whose worker was lost or that failed to start", ["why"]);

  return {
    async reapRuns() {
      const { runs, isGraceGiven } = await reap();
      if (isGraceGiven) log.warn("leases extended after an outage");
      for (const run of runs) {
        reaped.inc({ why: run.why });
        log.warn({ orgId: run.orgId, runId: run.id, attempt: run.attempt, why: run.why }, "run reaped");
      }
    },
    async resendLostWork() {
      if (!(await wasQueueLost())) return;
      const count = await resend(RESEND_MS);
      log.warn({ count }, "queue was empty, recent jobs published again");
    },
    async republishUnclaimed() {
      const runs = await unclaimed(UNCLAIMED_MS);
      if (runs.length > 0) await publish(runs.map((payload) => ({ job: "launchRun" as const, payload })));
    },
  };
}
