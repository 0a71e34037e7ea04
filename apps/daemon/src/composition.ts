import type { QueueStore } from "@millrace/core/admission";
import {
  CHANNELS,
  createDb,
  createIdentityStores,
  createQueueStore,
  createRunStore,
  createStorageUseStore,
  type Db,
  listen,
  type RunStore,
  unscopedPruneBundles,
  unscopedPruneIdentity,
  unscopedPruneVersions,
} from "@millrace/db";
import { assertNoEviction, createPublisher, createWorker, watchEpoch, withRedis } from "@millrace/queue";
import { deleteBundleObjects } from "@millrace/services/locations";
import { admitRuns, reapRuns } from "@millrace/services/runs";
import { measureStorage } from "@millrace/services/storage";
import { openObjects } from "@millrace/storage";
import {
  createLogger,
  createMetrics,
  type Logger,
  type Metrics,
  observeJobs,
  startHealthServer,
  startRunTracing,
  stopOnce,
} from "@millrace/telemetry";
import type { Env } from "./env";
import { engineJobs } from "./jobs/engine-jobs";
import { mailJobs } from "./jobs/mail-jobs";
import { createDispatcher } from "./loops/dispatcher";
import { every } from "./loops/every";
import { createRecovery } from "./loops/recovery";
import { createRelay } from "./loops/relay";
import { retain } from "./loops/retention";
import { observeQueues } from "./observe-queues";

/** How often what events normally trigger is looked at anyway, and what no worker took is published again. */
const POLLS = { slowMs: 5_000, republishMs: 5_000 };
const REAPER_MS = 1_000;
const EPOCH_MS = 1_000;
const INCIDENTS_MS = 2_000;
const RETENTION_MS = 600_000;
const STOP_GRACE_MS = 10_000;

export type Daemon = { readonly healthPort: number; stop(): Promise<void> };

/** Wires and starts everything that the daemon does; several daemons can run concurrently. */
export async function startDaemon(env: Env, polls = POLLS): Promise<Daemon> {
  const log = createLogger({ name: "daemon", level: env.LOG_LEVEL });
  const metrics = createMetrics({ app: "daemon" });
  const warn = (error: Error) => log.warn({ err: error }, "a connection was interrupted");
  const report = (error: Error) => log.error({ err: error }, "background work failed");

  await assertNoEviction(env.REDIS_URL);
  const db = createDb({ url: env.DATABASE_URL, applicationName: "millrace-daemon", onError: warn });
  const runs = createRunStore(db);
  const queue = createQueueStore(db);
  const objects = await openObjects(env.STORAGE_URL);
  const publisher = createPublisher({ url: env.REDIS_URL, onError: warn });
  await publisher.ready();
  const epoch = watchEpoch({ url: env.REDIS_URL, onError: warn });
  const tracing = env.OTEL_EXPORTER_OTLP_ENDPOINT
    ? startRunTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: "millrace" })
    : undefined;

  const dispatcher = createDispatcher({
    admit: admitRuns({ queue }),
    publish: publisher.publish,
    markSent: queue.unscopedMarkSent,
    log,
    metrics,
  });
  const relay = createRelay({ relay: queue.unscopedRelay, publish: publisher.publish, log, metrics });
  const recovery = createRecovery({
    reap: reapRuns({
      queue,
      runs,
      onError: (err, { orgId, id }) => log.error({ err, orgId, runId: id }, "run not reaped"),
    }),
    wasQueueLost: epoch.wasLost,
    resend: async (sinceMs) => {
      const count = await queue.unscopedResend(sinceMs);
      relay.request();
      return count;
    },
    unclaimed: queue.unscopedUnclaimed,
    publish: publisher.publish,
    log,
    metrics,
  });

  const engine = engineJobs({ db, runs, queue, tracing, publicUrl: env.MILLRACE_URL, log });
  const consumer = { url: env.REDIS_URL, ...observeJobs({ log, metrics }) };
  const workers = [await createWorker({ ...consumer, queue: "engine", concurrency: 16, handlers: engine.handlers })];
  const timers = [
    every(polls.slowMs, async () => dispatcher.request(), report),
    every(polls.slowMs, async () => relay.request(), report),
    every(REAPER_MS, recovery.reapRuns, report),
    every(EPOCH_MS, recovery.resendLostWork, warn),
    every(polls.republishMs, recovery.republishUnclaimed, warn),
    every(INCIDENTS_MS, engine.openDueIncidents, report),
    every(RETENTION_MS, retention({ db, runs, queue, objects, log, metrics }), report),
  ];
  if (env.SMTP_URL) {
    const mail = mailJobs(createIdentityStores(db), { url: env.SMTP_URL, from: env.MAIL_FROM });
    workers.push(await createWorker({ ...consumer, queue: "mail", concurrency: 4, handlers: mail.handlers }));
    timers.push(every(polls.slowMs, mail.deliverDue, report));
  }

  const pulses = { [CHANNELS.admission]: dispatcher.request, [CHANNELS.outbox]: relay.request };
  const listener = await listen({
    url: env.DATABASE_URL,
    channels: [CHANNELS.admission, CHANNELS.outbox],
    onNotification: (channel) => pulses[channel](),
    onConnect: () => {
      dispatcher.request();
      relay.request();
    },
    onError: warn,
  });

  await Promise.all([recovery.resendLostWork(), recovery.reapRuns()].map((work) => work.catch(report)));
  observeQueues(metrics, { publisher, queue, redisUrl: env.REDIS_URL });
  const health = await startHealthServer({
    port: env.PORT,
    host: env.HEALTH_HOST,
    registry: metrics.registry,
    checks: {
      database: () => queue.unscopedLag(),
      redis: () => withRedis(env.REDIS_URL, (redis) => redis.ping()),
    },
  });
  log.info({ healthPort: health.port }, "daemon ready");

  const shutDown = async () => {
    await listener.close();
    await Promise.all(timers.map((timer) => timer.stop()));
    await Promise.all([dispatcher.stop(), relay.stop()]);
    await Promise.all(workers.map((worker) => worker.close(STOP_GRACE_MS)));
    await health.close();
    epoch.close();
    await publisher.close();
    await tracing?.shutdown();
    await db.close();
    log.info({}, "daemon stopped");
  };
  return {
    healthPort: health.port,
    stop: stopOnce(shutDown),
  };
}

type Retention = {
  readonly db: Db;
  readonly runs: RunStore;
  readonly queue: QueueStore;
  readonly objects: Awaited<ReturnType<typeof openObjects>>;
  readonly log: Logger;
  readonly metrics: Metrics;
};

function retention({ db, runs, queue, objects, log, metrics }: Retention): () => Promise<void> {
  const deleted = metrics.counter("retention_deleted", "Objects deleted by retention", ["what"]);
  const deps = {
    pruneOutbox: queue.unscopedPrune,
    pruneIdentity: () => unscopedPruneIdentity(db, new Date()),
    forgetWorkers: queue.unscopedDeleteStaleWorkers,
    pruneRuns: runs.unscopedPrune,
    pruneVersions: () => unscopedPruneVersions(db),
    pruneBundles: (unusedMs: number) => unscopedPruneBundles(db, unusedMs, deleteBundleObjects({ objects })),
    objects,
    measureStorage: measureStorage({ use: createStorageUseStore(db), objects }),
    onDeleted: (what: string, count: number) => {
      if (count === 0) return;
      deleted.inc({ what }, count);
      log.info({ what, count }, "retention deleted");
    },
  };
  return () => retain(deps);
}
