import { Queue, type Worker } from "bullmq";
import type { QueueName } from "./catalog";
import { KEY_PREFIX, producerConnection } from "./connection";

const CHECK_MS = 10_000;
const STUCK_MS = 30_000;

type Options = {
  url: string;
  queue: QueueName;
  current: () => Worker;
  restart: () => Promise<void>;
  onError: (error: Error) => void;
};

/**
 * Replaces a worker that is idle although work waits: after a failover a blocking read may never return.
 * Returns what stops the watch.
 */
export function startWatchdog({ url, queue, current, restart, onError }: Options): () => Promise<void> {
  const observer = new Queue(queue, { connection: producerConnection(url), prefix: KEY_PREFIX });
  observer.on("error", onError);
  let watched: Worker | undefined;
  let activeJobs = 0;
  let lastProgressAt = performance.now();

  const watch = (worker: Worker) => {
    watched = worker;
    activeJobs = 0;
    lastProgressAt = performance.now();
    const progress = (change: number) => () => {
      activeJobs += change;
      lastProgressAt = performance.now();
    };
    worker.on("active", progress(1));
    worker.on("completed", progress(-1));
    worker.on("failed", progress(-1));
  };
  watch(current());

  const check = async () => {
    if (watched !== current()) watch(current());
    if (activeJobs > 0 || performance.now() - lastProgressAt < STUCK_MS) return;
    if ((await observer.getWaitingCount()) === 0) {
      lastProgressAt = performance.now();
      return;
    }
    await restart();
  };
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = check().catch(onError);
  }, CHECK_MS);
  timer.unref();

  return async () => {
    clearInterval(timer);
    await running;
    await observer.close();
  };
}
