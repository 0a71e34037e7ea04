import type { OutboxJob } from "@millrace/core/run";
import type { Logger, Metrics } from "@millrace/telemetry";
import { createPulse } from "./pulse";

type Deps = {
  readonly admit: () => Promise<readonly OutboxJob[]>;
  readonly publish: (jobs: readonly OutboxJob[]) => Promise<void>;
  readonly markSent: (jobs: readonly OutboxJob[]) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/**
 * Admits runs and publishes them at once. The outbox rows were written with the admission and are the net below: they
 * become due for the relay shortly after, in case this process dies in between.
 */
export function createDispatcher({ admit, publish, markSent, log, metrics }: Deps) {
  const admitted = metrics.counter("runs_admitted_total", "Runs dispatched from the queue to a worker");
  const duration = metrics.duration("admission_seconds", "Duration of an admission pass");

  const pass = async () => {
    const end = duration.startTimer();
    const jobs = await admit();
    end();
    if (jobs.length === 0) return;
    admitted.inc(jobs.length);
    await publish(jobs);
    await markSent(jobs);
    log.debug({ count: jobs.length }, "runs dispatched");
  };
  return createPulse(pass, (error) => log.error({ err: error }, "admission failed"));
}
