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
let databaseUrl: string;
const cleanups: (() => Promise<unknown> | unknown)[] = [];

beforeEach(async () => {
  const database = await createTestDatabase();
  redis = await testRedis();
  const storage = mkdtempSync(join(tmpdir(), "millrace-daemon-"));
  databaseUrl = database.url;
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  org = await seedOrganization(db, { concurrentRunsMax: 20 });
  cleanups.push(
    () => rmSync(storage, { recursive: true }),
    () => database.drop(),
    () => db.close(),
  );
  const env = readEnv({
    DATABASE_URL: database.appUrl,
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

/** A worker that claims and finishes each run immediately, whatever happens to the database meanwhile. */
async function startWorker(onStart: (runId: string) => void): Promise<QueueWorker> {
  const worker = await createWorker({
    url: redis.url,
    queue: "runs",
    concurrency: 8,
    onError: (error) => console.error(error),
    handlers: {
      async launchRun({ orgId, runId, attempt }) {
        const fence = { attempt, lease: `lease-${runId}-${Math.random()}` };
        const claim = { ...fence, leaseMs: 6_000, workerId: "w", launcher: "process" };
        const claimed = await runs.claim(orgId, runId, claim);
        if (claimed.kind === "stale") return;
        onStart(runId);
        const succeed = { event: "succeed", message: "Succeeded", fence } as const;
        await vi.waitFor(() => runs.transition(orgId, runId, succeed), { timeout: 30_000 });
      },
    },
  });
  cleanups.push(() => worker.close(1_000));
  return worker;
}

const launch = async () => {
  const run = newRun(org);
  await vi.waitFor(() => runs.launch(org.orgId, (tx) => tx.insert(run)));
  return run.id;
};

const terminateAll = () =>
  db.query(sql`
    select pg_terminate_backend("pid") from pg_stat_activity
    where "datname" = current_database() and "pid" <> pg_backend_pid()
  `);

const countOf = (status: string) => db.prisma.run.count({ where: { status } });

test("executes each of many runs exactly once with two daemons and a worker", async () => {
  const started: string[] = [];
  await Promise.all([startOne(), startOne()]);
  await startWorker((id) => started.push(id));

  const ids = await Promise.all(Array.from({ length: 60 }, launch));

  await vi.waitFor(async () => expect(await countOf("SUCCESS")).toBe(60));
  expect(started.sort()).toEqual(ids.sort());
});

test("executes 200 queued runs once each after Redis is flushed", async () => {
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

test("fails a lost worker's run and retries it by policy, and only the final failure reaches alerts", async () => {
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

test("keeps jobs in the outbox while Redis rejects them and publishes them later", async () => {
  const queue = createQueueStore(db);
  await queue.unscopedWrite([{ job: "deliverAlert", payload: { orgId: org.orgId, deliveryId: "dlv_1" } }]);

  await expect(queue.unscopedRelay(10, () => Promise.reject(new Error("Redis is down")))).rejects.toThrow(
    "Redis is down",
  );
  const published: unknown[] = [];
  await queue.unscopedRelay(10, async (jobs) => void published.push(...jobs));

  expect(published).toMatchObject([{ job: "deliverAlert", payload: { deliveryId: "dlv_1" } }]);
  expect(await queue.unscopedLag()).toMatchObject({ waiting: 0 });
});

test("hands a run to its worker through notifications alone, without any poll", async () => {
  const never = 24 * 3_600_000;
  await startOne({ slowMs: never, republishMs: never });
  const started = new Set<string>();
  await startWorker((id) => started.add(id));
  for (let index = 0; index < 20; index++) {
    const id = await launch();
    await vi.waitFor(() => expect(started.has(id)).toBe(true));
  }
});

test("lives through five terminations of all database connections while runs are in flight", async () => {
  const started: string[] = [];
  await Promise.all([startOne(), startOne()]);
  await startWorker((id) => started.push(id));
  const ids: string[] = [];
  for (let round = 0; round < 5; round++) {
    for (let index = 0; index < 8; index++) ids.push(await launch());
    await vi.waitFor(() => terminateAll(), { timeout: 10_000 });
  }

  await vi.waitFor(async () => expect(await countOf("SUCCESS")).toBe(ids.length), { timeout: 60_000 });

  expect(started.sort()).toEqual(ids.sort());
});

test("admits runs although a frozen process took the admission lock", async () => {
  await startOne();
  const frozen = createDb({ url: databaseUrl, timeouts: { idleInTransactionMs: 500 } });
  cleanups.push(() => frozen.close());
  let finish = () => {};
  let isHolding = false;
  const hold = () =>
    createQueueStore(frozen).unscopedAdmission(async () => {
      isHolding = true;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
  const pass = (async () => {
    // The lock is only tried, and the daemon may be holding it.
    while (!isHolding) await hold();
  })().catch((error: Error) => error);
  await vi.waitFor(() => expect(isHolding).toBe(true));

  await launch();
  await vi.waitFor(async () => expect(await countOf("STARTING")).toBe(1), { timeout: 30_000 });

  finish();
  expect(await pass).toBeInstanceOf(Error);
});

test("runs continue that outlive their lease while the database is away for 12 seconds", async () => {
  const first = await startOne();
  const id = await launch();
  await vi.waitFor(async () => expect(await countOf("STARTING")).toBe(1));
  const fence = { attempt: 1, lease: "lease-1" };
  await runs.claim(org.orgId, id, { ...fence, leaseMs: 6_000, workerId: "w", launcher: "process" });
  await first.stop();
  await db.execute(sql`
    with away as (update "ReaperPass" set "at" = now() - interval '12 seconds')
    update "Run" set "leaseExpiresAt" = now() - interval '6 seconds' where "id" = ${id}
  `);

  await startOne();
  await vi.waitFor(async () => {
    const [pass] = await db.query<{ isRecent: boolean }>(
      sql`select "at" > now() - interval '1 second' as "isRecent" from "ReaperPass"`,
    );
    expect(pass?.isRecent).toBe(true);
  });

  expect(await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: id, ...fence }], 6_000)).toMatchObject([
    { runId: id, cancel: false },
  ]);
});
