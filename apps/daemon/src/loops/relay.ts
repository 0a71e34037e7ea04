import type { OutboxJob } from "@millrace/core/background-jobs";
import type { Logger, Metrics } from "@millrace/telemetry";
import { createPulse } from "./pulse";

const BATCH = 500;

type Deps = {
  readonly relay: (limit: number, publish: (jobs: readonly OutboxJob[]) => Promise<void>) => Promise<number>;
  readonly publish: (jobs: readonly OutboxJob[]) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/** Publishes the outbox to the queue until nothing is due. While Redis is away everything stays in the outbox. */
export function createRelay({ relay, publish, log, metrics }: Deps) {
  const published = metrics.counter("outbox_published_total", "Jobs that the relay published");

  const drain = async () => {
    for (let count = BATCH; count === BATCH; ) {
      count = await relay(BATCH, publish);
      published.inc(count);
    }
  };
  return createPulse(drain, (error) => log.warn({ err: error }, "outbox not published"));
}
