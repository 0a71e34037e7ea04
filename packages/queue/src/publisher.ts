import { type BackgroundJob, readBackgroundJob } from "@millrace/core/background-jobs";
import { Queue } from "bullmq";
import { QUEUE_NAMES, type QueueName, routeOf } from "./catalog";
import { KEY_PREFIX, producerConnection } from "./connection";

export type Publisher = ReturnType<typeof createPublisher>;

/** Publishes jobs to Redis. Throws immediately while Redis is away, and after a few seconds if it doesn't answer. */
export function createPublisher(options: { url: string; onError: (error: Error) => void }) {
  const queues = new Map<QueueName, Queue>();

  const queueOf = (name: QueueName): Queue => {
    let queue = queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: producerConnection(options.url), prefix: KEY_PREFIX });
      queue.on("error", options.onError);
      queues.set(name, queue);
    }
    return queue;
  };

  return {
    /** Connects to every queue; publishing before can fail. */
    ready: async (): Promise<void> => {
      await Promise.all(QUEUE_NAMES.map((name) => queueOf(name).waitUntilReady()));
    },
    /** Publishes in order; the queue ignores a job whose ID is already waiting. */
    async publish(published: readonly BackgroundJob[]): Promise<void> {
      const byQueue = groupByQueue(published.map(toBullJob));
      await Promise.all(
        [...byQueue].map(([name, list]) => queueOf(name).addBulk(list.map(({ queue: _, ...it }) => it))),
      );
    },
    /** Number of jobs that wait in a queue. */
    depth: (name: QueueName): Promise<number> => queueOf(name).getWaitingCount(),
    close: async (): Promise<void> => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** Outbox rows can be from another version, so they are read again. */
function toBullJob(job: BackgroundJob) {
  const { opts, ...route } = routeOf(readBackgroundJob(job));
  // A failed job that stays would keep the same work from being published again.
  return { ...route, opts: { ...opts, removeOnComplete: true, removeOnFail: true } };
}

function groupByQueue<T extends { queue: QueueName }>(list: readonly T[]): ReadonlyMap<QueueName, T[]> {
  const groups = new Map<QueueName, T[]>();
  for (const it of list) groups.set(it.queue, [...(groups.get(it.queue) ?? []), it]);
  return groups;
}
