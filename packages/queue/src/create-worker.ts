import { isOutage } from "@millrace/core";
import { type BackgroundJob, type BackgroundJobName, readBackgroundJob } from "@millrace/core/background-jobs";
import { DelayedError, type Job, Worker } from "bullmq";
import type { Handler, Handlers, QueueName } from "./catalog";
import { consumerConnection, KEY_PREFIX } from "./connection";
import { startWatchdog } from "./watchdog";

/** A job of a process that vanished is taken over within 15 seconds: its lock expires after 10, which is checked every 5. */
const SETTINGS = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5 } as const;

/** A job that failed because the database was away runs again after this time, as often as it takes. */
const OUTAGE_RETRY_MS = 2_000;

export type JobOutcome = {
  readonly job: string;
  readonly queue: QueueName;
  readonly ok: boolean;
  readonly seconds: number;
};

export type WorkerOptions<Q extends QueueName> = {
  readonly url: string;
  readonly queue: Q;
  readonly handlers: Handlers<Q>;
  /** Maximum concurrent jobs. */
  readonly concurrency: number;
  readonly onError: (error: Error, context: { queue: QueueName; job?: string; jobId?: string | undefined }) => void;
  readonly onOutcome?: (outcome: JobOutcome) => void;
};

export type QueueWorker = {
  /** Takes no more jobs; jobs in progress continue. */
  pause(): Promise<void>;
  /** Waits up to `graceMs` for jobs in progress, then aborts their signals and waits for them to end. */
  close(graceMs: number): Promise<void>;
};

/**
 * Consumes a queue. A handler's signal aborts when its job may have been given to another process, or on shutdown.
 * Handlers must be harmless when they run twice: a process that stalls loses its job while it still works on it.
 * An outage of the database uses up no attempt of a job.
 */
export async function createWorker<Q extends QueueName>(options: WorkerOptions<Q>): Promise<QueueWorker> {
  let worker = open(options);
  const stopWatchdog = startWatchdog({
    url: options.url,
    queue: options.queue,
    current: () => worker,
    restart: async () => {
      const stuck = worker;
      worker = open(options);
      options.onError(new Error("The queue worker was stuck and has been replaced"), { queue: options.queue });
      await stuck.close(true);
    },
    onError: (error) => options.onError(error, { queue: options.queue }),
  });
  await worker.waitUntilReady();
  return {
    pause: () => worker.pause(true),
    async close(graceMs) {
      await stopWatchdog();
      const timer = setTimeout(() => worker.cancelAllJobs("shutdown"), graceMs);
      await worker.close();
      clearTimeout(timer);
    },
  };
}

async function handle<N extends BackgroundJobName>(
  handlers: { [K in N]?: Handler<K> },
  { job, payload }: BackgroundJob<N>,
  signal: AbortSignal,
): Promise<void> {
  const handler: Handler<N> | undefined = handlers[job];
  if (!handler) throw new Error(`This queue has no handler for "${job}".`);
  await handler(payload, signal);
}

function open<Q extends QueueName>({
  url,
  queue,
  handlers,
  concurrency,
  onError,
  onOutcome,
}: WorkerOptions<Q>): Worker {
  const process = async (job: Job, token?: string, signal?: AbortSignal): Promise<void> => {
    const work = readBackgroundJob({ job: job.name, payload: job.data });
    const startedAt = performance.now();
    let ok = false;
    try {
      await handle(handlers, work, signal ?? new AbortController().signal);
      ok = true;
    } catch (error) {
      if (!isOutage(error)) throw error;
      onError(error as Error, { queue, job: job.name, jobId: job.id });
      await job.moveToDelayed(Date.now() + OUTAGE_RETRY_MS, token);
      throw new DelayedError();
    } finally {
      onOutcome?.({ job: job.name, queue, ok, seconds: (performance.now() - startedAt) / 1_000 });
    }
  };
  const worker = new Worker(queue, process, {
    connection: consumerConnection(url),
    prefix: KEY_PREFIX,
    concurrency,
    ...SETTINGS,
  });
  worker.on("error", (error) => onError(error, { queue }));
  worker.on("failed", (job, error) => onError(error, { queue, job: job?.name ?? "unknown", jobId: job?.id }));
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) worker.cancelJob(id, "the job lost its lock");
  });
  return worker;
}
