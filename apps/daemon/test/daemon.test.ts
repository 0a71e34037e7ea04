import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createDb, createQueueStore, createRunStore, type Db, type RunStore, sql } from "@millrace/db";
import { createTestDatabase, newRun, type SeededOrganization, seedOrganization, testRedis } from "@millrace/harness";
import { createWorker, type QueueWorker } from "@millrace/queue";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Daemon, readEnv, startDaemon } from "../src";

let db: Db;
let runs: RunStore;
let redis: Awaited<ReturnType<typeof testRedis>>;
let org: SeededOrganization;
let startOne: (polls?: Parameters<typeof startDaemon>[1]) => Promise<Daemon>;
const cleanups: (() => Promise<unknown> | unknown)[] = [];

beforeEach(async () => {
  const database = await createTestDatabase();
  redis = await testRedis();
  const storage = mkdtempSync(join(tmpdir(), "millrace-daemon-"));
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  org = await seedOrganization(db, { concurrentRunsMax: 20 });
  cleanups.push(
    () => rmSync(storage, { recursive: true }),
    () => database.drop(),
    () => db.close(),
  );
  const env = readEnv({
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    STORAGE_URL: pathToFileURL(storage).href,
    LOG_LEVEL: "error",
  });
  startOne = async (polls) => {
    const daemon = await startDaemon(env, polls);
    cleanups.push(() => daemon.stop());
    return daemon;
  };
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A worker that claims and finishes each run at once, and remembers how often it was asked. */
async function startWorker(onStart: (runId: string) => void): Promise<QueueWorker> {
  const worker = await createWorker({
    url: redis.url,
    queue: "runs",
    concurrency: 8,
    onError: (error) => console.error(error),
    handlers: {
      async launchRun({ orgId, runId, attempt }) {
        const fence = { attempt, lease: `lease-${runId}-${Math.random()}` };
        const claimed = await runs.claim(orgId, runId, {
          ...fence,
          leaseMs: 6_000,
          workerId: "w",
          launcher: "process",
        });
        if (claimed.kind === "stale") return;
        onStart(runId);
        await runs.transition(orgId, runId, { event: "succeed", message: "Succeeded", fence });
      },
    },
  });
  cleanups.push(() => worker.close(1_000));
  return worker;
}

const launch = async () => {
  const run = newRun(org);
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  return run.id;
};

const countOf = (status: string) => db.prisma.run.count({ where: { status } });

test("two daemons and a worker run each of many runs exactly once", async () => {
  const started: string[] = [];
  await Promise.all([startOne(), startOne()]);
  await startWorker((id) => started.push(id));

  const ids = await Promise.all(Array.from({ length: 60 }, launch));

  await vi.waitFor(async () => expect(await countOf("SUCCESS")).toBe(60));
  expect(started.sort()).toEqual(ids.sort());
});

test("after Redis is flushed with 200 runs queued, all 200 run, once each", async () => {
  const started: string[] = [];
  await startOne();
  for (let index = 0; index < 200; index++) await launch();
  await vi.waitFor(async () => expect(await countOf("STARTING")).toBe(20));

  await redis.flush();
  await startWorker((id) => started.push(id));

  await vi.waitFor(async () => expect(await countOf("SUCCESS")).toBe(200));
  expect(new Set(started).size).toBe(200);
  expect(started).toHaveLength(200);
});

test("a lost worker's run is failed and retried by policy, and only the final failure reaches alerts", async () => {
  await startOne();
  const id = await launch();
  await vi.waitFor(async () => expect(await countOf("STARTING")).toBe(1));
  await runs.claim(org.orgId, id, { attempt: 1, lease: "lease-1", leaseMs: 100, workerId: "w", launcher: "process" });

  await vi.waitFor(async () => expect(await db.prisma.run.count({ where: { parentRunId: id } })).toBe(1));

  expect(await db.prisma.run.findFirst({ where: { id } })).toMatchObject({
    status: "FAILURE",
    failureReason: "WORKER_LOST",
  });
  const alerts = await db.query(
    sql`select 1 from "Outbox" where "job" = 'evaluateAlerts' and "payload"->>'runId' = ${id}`,
  );
  expect(alerts).toEqual([]);
});

test("work that is published while Redis refuses it stays in the outbox and is published later", async () => {
  const queue = createQueueStore(db);
  await queue.unscopedWrite([{ job: "deliverAlert", payload: { orgId: org.orgId, deliveryId: "dlv_1" } }]);

  await expect(queue.unscopedRelay(10, () => Promise.reject(new Error("Redis is away")))).rejects.toThrow(
    "Redis is away",
  );
  const published: unknown[] = [];
  await queue.unscopedRelay(10, async (jobs) => void published.push(...jobs));

  expect(published).toMatchObject([{ job: "deliverAlert", payload: { deliveryId: "dlv_1" } }]);
  expect(await queue.unscopedLag()).toMatchObject({ waiting: 0 });
});

test("a run reaches its worker by notifications alone, without any poll", async () => {
  const never = 24 * 3_600_000;
  await startOne({ slowMs: never, republishMs: never });
  const started = new Set<string>();
  await startWorker((id) => started.add(id));
  for (let index = 0; index < 20; index++) {
    const id = await launch();
    await vi.waitFor(() => expect(started.has(id)).toBe(true));
  }
});
