import type { OutboxJob } from "@millrace/core/background-jobs";
import type { Logger, Metrics } from "@millrace/telemetry";
import { createPulse, type Pulse } from "./pulse";

type Deps = {
  readonly admit: () => Promise<readonly OutboxJob[] | "busy">;
  readonly publish: (jobs: readonly OutboxJob[]) => Promise<void>;
  readonly markSent: (jobs: readonly OutboxJob[]) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/** Another process has its pass and may end before it has seen what this one was asked for. */
const BUSY_RETRY_MS = 250;

/**
 * Admits runs and publishes them immediately. The outbox rows that were written with the admission become due for the relay
 * shortly after, in case this process dies in between.
 */
export function createDispatcher({ admit, publish, markSent, log, metrics }: Deps): Pulse {
  const admitted = metrics.counter("runs_admitted_total", "Runs dispatched from the queue to a worker");
  const duration = metrics.duration("admission_seconds", "Duration of an admission pass");

  const pass = async () => {
    const end = duration.startTimer();
    const jobs = await admit();
    end();
    if (jobs === "busy") return pulse.requestAfter(BUSY_RETRY_MS);
    if (jobs.length === 0) return;
    admitted.inc(jobs.length);
    await publish(jobs);
    await markSent(jobs);
    log.debug({ count: jobs.length }, "runs dispatched");
  };
  const pulse = createPulse(pass, (error) => log.error({ err: error }, "admission failed"));
  return pulse;
}
