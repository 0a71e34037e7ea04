import type { QueueStore } from "@millrace/core/admission";
import { memoryInUse, type Publisher, QUEUE_NAMES } from "@millrace/queue";
import type { Metrics } from "@millrace/telemetry";

type Queues = {
  readonly publisher: Pick<Publisher, "depth">;
  readonly queue: QueueStore;
  readonly redisUrl: string;
};

/** Shows how much work waits in each queue, how many workers there are, and how full Redis is. */
export function observeQueues(metrics: Metrics, { publisher, queue, redisUrl }: Queues): void {
  metrics.gauge("queue_depth", "Jobs waiting in Redis", ["queue"], async (gauge) => {
    for (const name of QUEUE_NAMES) gauge.set({ queue: name }, await publisher.depth(name));
  });
  metrics.gauge("outbox_waiting", "Due outbox jobs not yet published", [], async (gauge) => {
    gauge.set((await queue.unscopedLag()).waiting);
  });
  metrics.gauge("workers", "Live workers", [], async (gauge) => {
    gauge.set((await queue.unscopedListWorkers()).length);
  });
  metrics.gauge(
    "redis_memory_in_use",
    "Fraction of maxmemory in use. Redis rejects jobs when full.",
    [],
    async (gauge) => {
      const share = await memoryInUse(redisUrl);
      if (share !== undefined) gauge.set(share);
    },
  );
}
