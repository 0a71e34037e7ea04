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
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const queue = () => createQueueStore(db);
const reap = (options?: { startTimeoutMs: number }) => reapRuns({ queue: queue(), runs })(options);
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

test("a started run whose lease expired fails as WORKER_LOST, once, and its late heartbeat is refused", async () => {
  const id = await startedRun();
  await expireLease(id);

  const reaped = await Promise.all([reap(), reap()]);

  expect(reaped.flat()).toHaveLength(1);
  expect(await db.prisma.run.findFirst({ where: { id } })).toMatchObject({
    status: "FAILURE",
    failureReason: "WORKER_LOST",
  });
  expect(await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: id, attempt: 1, lease: "lease-1" }], 6_000)).toEqual(
    [],
  );
});

test("a heartbeat in time keeps the run", async () => {
  const id = await startedRun();
  await expireLease(id);
  await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: id, attempt: 1, lease: "lease-1" }], 6_000);

  await reap();

  expect(await stateOf(id)).toMatchObject({ status: "STARTED" });
});

test("a run that was admitted but never started is queued again, and fails with START_TIMEOUT when that keeps happening", async () => {
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

test("a canceled run whose worker is gone ends as CANCELED", async () => {
  const id = await startedRun();
  await cancelRun({ runs })({ orgId: org.orgId, actor: SYSTEM_ACTOR }, { runId: id });
  await expireLease(id);

  await reap();

  expect(await stateOf(id)).toMatchObject({ status: "CANCELED" });
});

test("canceling tells a worker with its next heartbeat, and ends at once what nobody executes", async () => {
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
  await expect(cancelRun({ runs })(scope, { runId: starting })).rejects.toThrow("has finished already");
});
