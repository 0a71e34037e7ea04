import { hostname } from "node:os";
import { join } from "node:path";
import { DEFAULTS } from "@millrace/core";
import {
  CHANNELS,
  createDb,
  createLeaseThread,
  createLocationStores,
  createQueueStore,
  createRunStore,
  createStorageUseStore,
  type LiveChange,
  listen,
} from "@millrace/db";
import { createWorker, withRedis } from "@millrace/queue";
import { abandonLoad, loadVersion } from "@millrace/services/locations";
import { withStorageQuota } from "@millrace/services/storage";
import { runValues } from "@millrace/services/values";
import { createSecretBox, openVariables, variableNames } from "@millrace/services/variables";
import { executeRun, heartbeats, loadBundle } from "@millrace/services/worker";
import { openObjects } from "@millrace/storage";
import {
  createLogger,
  createMetrics,
  observeJobs,
  startHealthServer,
  stopOnce,
  withLogContext,
} from "@millrace/telemetry";
import { bundleCache } from "./bundles/bundle-cache";
import { emitter } from "./emitter";
import type { Env } from "./env";
import { codeCacheValues } from "./loads/code-cache-values";
import { loadHandler } from "./loads/load-handler";
import { openSandboxes } from "./sandboxes/open-sandboxes";

const BEAT_MS = 5_000;
const LOADS_AT_ONCE = 2;

export type WorkerApp = { readonly healthPort: number; readonly backend: string; stop(): Promise<void> };

/** Wires and starts everything that a worker does. */
export async function startWorker(env: Env): Promise<WorkerApp> {
  const log = createLogger({ name: "worker", level: env.LOG_LEVEL });
  const metrics = createMetrics({ app: "worker" });
  const workerId = `${hostname()}-${process.pid}`;
  const warn = (error: unknown) => log.warn({ err: error }, "a connection was interrupted");
  const report = (error: unknown) => log.error({ err: error }, "background work failed");

  const db = createDb({ url: env.DATABASE_URL, applicationName: "millrace-worker", onError: warn });
  const runs = createRunStore(db);
  const queue = createQueueStore(db);
  const { versions, locations, variables } = createLocationStores(db);
  const objects = await openObjects(env.STORAGE_URL);
  const variableDeps = { variables, secretBox: createSecretBox(env.MILLRACE_ENCRYPTION_KEYS) };

  const { sandboxes, close: closeSandboxes } = await openSandboxes(env, { log, metrics, report });
  const bundles = await bundleCache({
    dir: join(env.WORKER_DATA_DIR, "bundles"),
    bytesMax: env.WORKER_CACHE_BYTES,
    objects,
    onError: report,
  });

  const leases = heartbeats((listener) =>
    createLeaseThread({
      url: env.DATABASE_URL,
      leaseMs: DEFAULTS.lease.durationMs,
      outageMs: DEFAULTS.lease.outageMs,
      intervalMs: DEFAULTS.lease.heartbeatMs,
      onError: warn,
      ...listener,
    }),
  );
  const poolFreed = emitter();
  const listener = await listen({
    url: env.DATABASE_URL,
    channels: [CHANNELS.admission, CHANNELS.live],
    onNotification: (channel, payload) => {
      if (channel === CHANNELS.admission) poolFreed.emit();
      else if (leases.isHeld((JSON.parse(payload) as LiveChange).id)) leases.scheduleHeartbeat();
    },
    onConnect: poolFreed.emit,
    onError: warn,
  });
  const execute = executeRun({
    runs,
    bundles,
    sandboxes,
    heartbeats: leases,
    values: runValues({ objects: withStorageQuota(objects, createStorageUseStore(db)), assetValues: runs }),
    objects,
    openVariables: openVariables(variableDeps),
    onPoolFreed: poolFreed.on,
    settings: {
      workerId,
      leaseMs: DEFAULTS.lease.durationMs,
      outageMs: DEFAULTS.lease.outageMs,
      cancelGraceMs: env.WORKER_CANCEL_GRACE_SECONDS * 1_000,
    },
    log,
  });
  const loadDeps = {
    versions,
    locations,
    loadBundle: loadBundle({ bundles, sandboxes, codeCacheValues: codeCacheValues(objects) }),
    variableNames: variableNames(variableDeps),
  };
  const load = loadHandler({
    load: loadVersion(loadDeps),
    abandon: abandonLoad(loadDeps),
    onError: (error, version) => log.error({ err: error, ...version }, "version could not be loaded"),
  });

  // A lost lock of the queue isn't a reason to stop: the lease in the database decides who owns a run.
  const shutdown = new AbortController();
  const consumer = { url: env.REDIS_URL, ...observeJobs({ log, metrics }) };
  const consumers = [
    await createWorker({
      ...consumer,
      queue: "runs",
      concurrency: env.WORKER_CONCURRENCY + DEFAULTS.worker.reservedSlots,
      handlers: { launchRun: (job) => withLogContext(job, () => execute(job, shutdown.signal)) },
    }),
    await createWorker({
      ...consumer,
      queue: "loads",
      concurrency: LOADS_AT_ONCE,
      handlers: { loadVersion: (job) => withLogContext(job, () => load(job, shutdown.signal)) },
    }),
  ];
  const beat = () => queue.unscopedBeat({ id: workerId, slots: env.WORKER_CONCURRENCY, launcher: sandboxes.backend });
  await beat();
  const beats = setInterval(() => void beat().catch(warn), BEAT_MS);

  metrics.gauge("runs_executing", "Runs in progress on this worker", [], (gauge) => gauge.set(leases.held));
  const health = await startHealthServer({
    port: env.PORT,
    host: env.HEALTH_HOST,
    registry: metrics.registry,
    checks: {
      database: () => queue.unscopedLag(),
      redis: () => withRedis(env.REDIS_URL, (redis) => redis.ping()),
    },
  });
  log.info({ workerId, backend: sandboxes.backend, healthPort: health.port }, "worker ready");

  const shutDown = async () => {
    clearInterval(beats);
    await Promise.all(consumers.map((each) => each.pause()));
    await queue.unscopedDeleteWorker(workerId).catch(warn);
    const drained = setTimeout(() => shutdown.abort(), env.WORKER_DRAIN_SECONDS * 1_000);
    await Promise.all(consumers.map((each) => each.close((env.WORKER_DRAIN_SECONDS + 60) * 1_000)));
    clearTimeout(drained);
    await leases.close();
    await closeSandboxes();
    await listener.close();
    await health.close();
    await db.close();
    log.info({ workerId }, "worker stopped");
  };
  return {
    healthPort: health.port,
    backend: sandboxes.backend,
    stop: stopOnce(shutDown),
  };
}
