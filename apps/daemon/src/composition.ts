import {
  CHANNELS,
  createAlertStore,
  createDb,
  createDefinitionStore,
  createIdentityStores,
  createQueueStore,
  createRunStore,
  createStorageUseStore,
  listen,
  unscopedPruneBundles,
  unscopedPruneIdentity,
  unscopedPruneVersions,
} from "@millrace/db";
import {
  assertNoEviction,
  createPublisher,
  createWorker,
  memoryInUse,
  QUEUE_NAMES,
  watchEpoch,
  withRedis,
} from "@millrace/queue";
import {
  admitRuns,
  cacheManifests,
  createSmtpTransport,
  deleteBundleObjects,
  deliverDueMails,
  deliverMail,
  evaluateAlerts,
  evaluateLoad,
  measureStorage,
  openDueIncidents,
  reapRuns,
  retryRun,
  settleRun,
  systemClock,
} from "@millrace/services";
import { openObjects } from "@millrace/storage";
import { createLogger, createMetrics, observeJobs, startHealthServer, startRunTracing } from "@millrace/telemetry";
import type { Env } from "./env";
import { createDispatcher } from "./loops/dispatcher";
import { every } from "./loops/every";
import { createRecovery } from "./loops/recovery";
import { createRelay } from "./loops/relay";
import { retain } from "./loops/retention";

/** How often what events normally trigger is looked at anyway, and what no worker took is published again. */
const POLLS = { slowMs: 5_000, republishMs: 5_000 };
const REAPER_MS = 1_000;
const EPOCH_MS = 1_000;
const INCIDENTS_MS = 2_000;
const RETENTION_MS = 600_000;
const STOP_GRACE_MS = 10_000;

export type Daemon = { readonly healthPort: number; stop(): Promise<void> };

/** Wires and starts everything that the daemon does; several daemons may run at once. */
export async function startDaemon(env: Env, polls = POLLS): Promise<Daemon> {
  const log = createLogger({ name: "daemon", level: env.LOG_LEVEL });
  const metrics = createMetrics({ app: "daemon" });
  const warn = (error: Error) => log.warn({ err: error }, "a connection was interrupted");
  const report = (error: Error) => log.error({ err: error }, "background work failed");

  await assertNoEviction(env.REDIS_URL);
  const db = createDb({ url: env.DATABASE_URL, applicationName: "millrace-daemon", onError: warn });
  const runs = createRunStore(db);
  const queue = createQueueStore(db);
  const definitions = createDefinitionStore(db);
  const { mails } = createIdentityStores(db);
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
    reap: reapRuns({ queue, runs }),
    wasQueueLost: epoch.wasLost,
    resend: async (sinceMs) => {
      const count = await queue.unscopedResend(sinceMs);
      relay.beat();
      return count;
    },
    unclaimed: queue.unscopedUnclaimed,
    publish: publisher.publish,
    log,
    metrics,
  });

  const launchDeps = {
    runs,
    definitions: { ...definitions, getManifest: cacheManifests(definitions.getManifest) },
  };
  const settle = settleRun({ retry: retryRun({ ...launchDeps, history: runs, notes: runs }), outbox: queue });
  const alertDeps = { alerts: createAlertStore(db), clock: systemClock, publicUrl: env.MILLRACE_URL };
  const evaluateRun = evaluateAlerts(alertDeps);
  const evaluateVersion = evaluateLoad(alertDeps);
  const openDue = openDueIncidents(alertDeps);
  const workerOptions = { url: env.REDIS_URL, ...observeJobs({ log, metrics }) };
  const workers = [
    await createWorker({
      ...workerOptions,
      queue: "engine",
      concurrency: 16,
      handlers: {
        settleRun: async (payload) => {
          const outcome = await settle(payload);
          log.info({ ...payload, outcome: outcome.kind }, "failed run settled");
        },
        evaluateAlerts: async ({ orgId, runId }) => {
          const run = tracing ? await runs.findTraced(orgId, runId) : null;
          if (run) tracing?.record(run);
          await evaluateRun(orgId, runId);
        },
        evaluateLoad: async ({ orgId, versionId }) => {
          await evaluateVersion(orgId, versionId);
        },
      },
    }),
  ];
  const deletedByRetention = metrics.counter("retention_deleted", "What retention deleted", ["what"]);
  const timers = [
    every(polls.slowMs, async () => dispatcher.beat(), report),
    every(polls.slowMs, async () => relay.beat(), report),
    every(REAPER_MS, recovery.reapRuns, report),
    every(
      INCIDENTS_MS,
      async () => {
        const count = await openDue();
        if (count > 0) log.info({ count }, "incidents opened");
      },
      report,
    ),
    every(EPOCH_MS, recovery.resendLostWork, warn),
    every(polls.republishMs, recovery.republishUnclaimed, warn),
    every(
      RETENTION_MS,
      () =>
        retain({
          pruneOutbox: queue.unscopedPrune,
          pruneIdentity: () => unscopedPruneIdentity(db, new Date()),
          forgetWorkers: queue.unscopedForgetSilentWorkers,
          pruneRuns: runs.unscopedPrune,
          pruneVersions: () => unscopedPruneVersions(db),
          pruneBundles: (unusedMs) => unscopedPruneBundles(db, unusedMs, deleteBundleObjects({ objects })),
          objects,
          measureStorage: measureStorage({ use: createStorageUseStore(db), objects }),
          onDeleted: (what, count) => {
            if (count === 0) return;
            deletedByRetention.inc({ what }, count);
            log.info({ what, count }, "retention deleted");
          },
        }),
      report,
    ),
  ];
  if (env.SMTP_URL) {
    const mailDeps = {
      mails,
      transport: createSmtpTransport({ url: env.SMTP_URL, from: env.MAIL_FROM }),
      clock: systemClock,
    };
    const deliver = deliverMail(mailDeps);
    workers.push(
      await createWorker({
        ...workerOptions,
        queue: "mail",
        concurrency: 4,
        handlers: { sendMail: async ({ mailId }) => void (await deliver(mailId)) },
      }),
    );
    const deliverDue = deliverDueMails(mailDeps);
    timers.push(every(polls.slowMs, async () => void (await deliverDue()), report));
  }

  const beats = { [CHANNELS.admission]: dispatcher.beat, [CHANNELS.outbox]: relay.beat };
  const listener = await listen({
    url: env.DATABASE_URL,
    channels: [CHANNELS.admission, CHANNELS.outbox],
    onNotification: (channel) => beats[channel](),
    onConnect: () => {
      dispatcher.beat();
      relay.beat();
    },
    onError: warn,
  });

  await recovery.resendLostWork();
  observeQueues(metrics, publisher, queue);
  metrics.gauge("redis_memory_in_use", "Share of maxmemory; a Redis that is full refuses work", [], async (gauge) => {
    const share = await memoryInUse(env.REDIS_URL);
    if (share !== undefined) gauge.set(share);
  });
  const health = await startHealthServer({
    port: env.PORT,
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
  let stopping: Promise<void> | undefined;
  return {
    healthPort: health.port,
    stop: () => {
      stopping ??= shutDown();
      return stopping;
    },
  };
}

function observeQueues(
  metrics: ReturnType<typeof createMetrics>,
  publisher: ReturnType<typeof createPublisher>,
  queue: ReturnType<typeof createQueueStore>,
): void {
  metrics.gauge("queue_depth", "Jobs that wait in Redis", ["queue"], async (gauge) => {
    for (const name of QUEUE_NAMES) gauge.set({ queue: name }, await publisher.depth(name));
  });
  metrics.gauge("outbox_waiting", "Jobs that are due and not published", [], async (gauge) => {
    gauge.set((await queue.unscopedLag()).waiting);
  });
  metrics.gauge("workers", "Workers that are alive", [], async (gauge) => {
    gauge.set((await queue.unscopedListWorkers()).length);
  });
}
