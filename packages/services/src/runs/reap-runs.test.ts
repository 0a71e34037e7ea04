import { createDb, createQueueStore, createRunStore, type Db, type RunStore, sql } from "@millrace/db";
import {
  createTestDatabase,
  newRun,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../scope";
import { admitRuns } from "./admit-runs";
import { cancelRun } from "./cancel-run";
import { reapRuns } from "./reap-runs";

let database: TestDatabase;
let db: Db;
let runs: RunStore;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  org = await seedOrganization(db, { concurrentRunsMax: 100 });
  await reap();
  await endGrace();
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const queue = () => createQueueStore(db);
const raise = (error: Error) => {
  throw error;
};
const reap = (options?: { startTimeoutMs: number }) => reapRuns({ queue: queue(), runs, onError: raise })(options);
const stateOf = (runId: string) => runs.findState(org.orgId, runId);

async function admittedRun(): Promise<string> {
  const run = newRun(org);
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await admitRuns({ queue: queue() })();
  return run.id;
}

async function startedRun(lease = "lease-1"): Promise<string> {
  const id = await admittedRun();
  await runs.claim(org.orgId, id, { attempt: 1, lease, leaseMs: 6_000, workerId: "w", launcher: "process" });
  return id;
}

const expireLease = (id: string) =>
  db.execute(sql`update "Run" set "leaseExpiresAt" = now() - interval '1 second' where "id" = ${id}`);

test("fails a started run whose lease expired as WORKER_LOST, once, and rejects its late heartbeat", async () => {
  const id = await startedRun();
  await expireLease(id);

  const reaped = await Promise.all([reap(), reap()]);

  expect(reaped.flatMap((it) => it.runs)).toHaveLength(1);
  expect(await db.prisma.run.findFirst({ where: { id } })).toMatchObject({
    status: "FAILURE",
    failureReason: "WORKER_LOST",
  });
  expect(await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: id, attempt: 1, lease: "lease-1" }], 6_000)).toEqual(
    [],
  );
});

test("keeps a run whose heartbeat came in time", async () => {
  const id = await startedRun();
  await expireLease(id);
  await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: id, attempt: 1, lease: "lease-1" }], 6_000);

  await reap();

  expect(await stateOf(id)).toMatchObject({ status: "STARTED" });
});

test("queues a run again that was admitted but never started, and fails it with START_TIMEOUT after four attempts", async () => {
  const id = await admittedRun();
  const statuses: unknown[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    await reap({ startTimeoutMs: -1 });
    statuses.push((await stateOf(id))?.status);
    await db.execute(sql`update "Run" set "notBefore" = null where "id" = ${id}`);
    await admitRuns({ queue: queue() })();
  }

  expect(statuses).toEqual(["QUEUED", "QUEUED", "QUEUED", "FAILURE"]);
  expect(await db.prisma.run.findFirst({ where: { id } })).toMatchObject({
    failureReason: "START_TIMEOUT",
    attempt: 4,
  });
});

test("ends a canceled run whose worker is gone as CANCELED", async () => {
  const id = await startedRun();
  await cancelRun({ runs })({ orgId: org.orgId, actor: SYSTEM_ACTOR }, { runId: id });
  await expireLease(id);

  await reap();

  expect(await stateOf(id)).toMatchObject({ status: "CANCELED" });
});

test("cancels through the worker's next heartbeat, or immediately if no worker executes the run", async () => {
  const scope = { orgId: org.orgId, actor: SYSTEM_ACTOR };
  const [started, starting] = [await startedRun("lease-9"), await admittedRun()];
  await cancelRun({ runs })(scope, { runId: started });
  const ended = await cancelRun({ runs })(scope, { runId: starting });

  const answer = await runs.unscopedHeartbeat(
    [{ orgId: org.orgId, runId: started, attempt: 1, lease: "lease-9" }],
    6_000,
  );

  expect(answer).toEqual([{ runId: started, cancel: true }]);
  expect(ended.status).toBe("CANCELED");
  await expect(cancelRun({ runs })(scope, { runId: starting })).rejects.toThrow("has already finished");
});

test("reaps every other run while a frozen transaction holds one of them, and that one when it is free", async () => {
  const [held, free] = [await startedRun("lease-held"), await startedRun("lease-free")];
  await expireLease(held);
  await expireLease(free);

  await db.transaction(async (tx) => {
    await tx.query(sql`select 1 from "Run" where "id" = ${held} for update`);
    expect((await reap()).runs).toMatchObject([{ id: free }]);
  });

  expect((await reap()).runs).toMatchObject([{ id: held }]);
});

test("reaps the other runs after one fails to move", async () => {
  const [broken, other] = [await startedRun("lease-broken"), await startedRun("lease-other")];
  await expireLease(broken);
  await expireLease(other);
  const errors: string[] = [];
  const moves = {
    transitionUnlocked: (...args: Parameters<RunStore["transitionUnlocked"]>) =>
      args[1] === broken ? Promise.reject(new Error("lock timeout")) : runs.transitionUnlocked(...args),
  };

  const reaped = await reapRuns({
    queue: queue(),
    runs: moves,
    onError: (_, run) => errors.push(run.id),
  })();

  expect(errors).toEqual([broken]);
  expect(reaped.runs).toMatchObject([{ id: other }]);
  await reap();
});

/** As after an outage of 12 seconds. */
const pauseReaping = () => db.execute(sql`update "ReaperPass" set "at" = now() - interval '12 seconds'`);
const endGrace = () => db.execute(sql`update "ReaperPass" set "graceUntil" = now() - interval '1 second'`);
const reapedIds = async () => (await reap()).runs.map((run) => run.id);

test("gives leases one more term after the database or all daemons were away, and only once", async () => {
  const id = await startedRun("lease-outage");
  await expireLease(id);
  await pauseReaping();

  expect(await reap()).toEqual({ runs: [], isGraceGiven: true });
  expect(await reap()).toEqual({ runs: [], isGraceGiven: false });
  expect(await stateOf(id)).toMatchObject({ status: "STARTED" });

  await endGrace();
  expect(await reapedIds()).toContain(id);
});

test("gives one more term to a run that is being written to when the database is back", async () => {
  const id = await startedRun("lease-written");
  await expireLease(id);
  await pauseReaping();

  await db.transaction(async (tx) => {
    await tx.query(sql`select 1 from "Run" where "id" = ${id} for update`);
    expect(await reap()).toEqual({ runs: [], isGraceGiven: true });
  });

  expect((await reap()).runs).toEqual([]);
  await endGrace();
  expect(await reapedIds()).toContain(id);
});

test("doesn't count a pass that couldn't read the runs", async () => {
  const id = await startedRun("lease-locked");
  await expireLease(id);
  await pauseReaping();

  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table "Run" in access exclusive mode`);
    await expect(reap()).rejects.toThrow("lock timeout");
  });

  expect(await reap()).toEqual({ runs: [], isGraceGiven: true });
  await endGrace();
  expect(await reapedIds()).toContain(id);
});

test("keeps a run whose heartbeat comes while other runs are being reaped", async () => {
  const id = await startedRun("lease-late");
  await expireLease(id);
  const moves = {
    async transitionUnlocked(...args: Parameters<RunStore["transitionUnlocked"]>) {
      await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: id, attempt: 1, lease: "lease-late" }], 6_000);
      return runs.transitionUnlocked(...args);
    },
  };

  expect((await reapRuns({ queue: queue(), runs: moves, onError: raise })()).runs).toEqual([]);
  expect(await stateOf(id)).toMatchObject({ status: "STARTED" });
});
