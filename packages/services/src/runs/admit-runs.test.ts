import type { OutboxJob } from "@millrace/core/background-jobs";
import {
  createDb,
  createQueueReader,
  createQueueStore,
  createRunReader,
  createRunStore,
  type Db,
  sql,
} from "@millrace/db";
import {
  createTestDatabase,
  newRun,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { explainQueuedRun } from "../queue/explain-queued-run";
import { listWaitingRuns } from "../queue/list-waiting-runs";
import { SYSTEM_ACTOR } from "../scope";
import { admitRuns } from "./admit-runs";

let database: TestDatabase;
let db: Db;

beforeEach(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url, connectionsMax: 12 });
});

afterEach(async () => {
  await db.close();
  await database.drop();
});

const dispatcher = () => admitRuns({ queue: createQueueStore(db) });

/** Admits as the only process that does. */
async function admitNow(): Promise<readonly OutboxJob[]> {
  const jobs = await dispatcher()();
  if (jobs === "busy") throw new Error("another pass holds the lock");
  return jobs;
}

async function queue(
  org: SeededOrganization,
  count: number,
  overrides: Parameters<typeof newRun>[1] = {},
): Promise<string[]> {
  const ids: string[] = [];
  await createRunStore(db).launch(org.orgId, async (tx) => {
    for (let index = 0; index < count; index++) {
      const run = newRun(org, overrides);
      await tx.insert(run);
      ids.push(run.id);
    }
  });
  return ids;
}

const prioritized = (priority: number) => ({ priority, tags: { "millrace/priority": String(priority) } });

const inProgress = (orgId: string) =>
  db.prisma.run.count({ where: { orgId, status: { in: ["STARTING", "STARTED", "CANCELING"] } } });

test("eight concurrent dispatchers never exceed an organization's quota and admit no run twice", async () => {
  const org = await seedOrganization(db, { concurrentRunsMax: 4 });
  await queue(org, 30);
  const dispatch = dispatcher();
  let worst = 0;

  const loops = Array.from({ length: 8 }, async () => {
    for (let pass = 0; pass < 12; pass++) {
      await dispatch();
      worst = Math.max(worst, await inProgress(org.orgId));
      await db.execute(sql`
        update "Run" set "status" = 'SUCCESS' where "id" in (select "id" from "Run" where "status" = 'STARTING' order by random() limit 1)
      `);
    }
  });
  await Promise.all(loops);

  expect(worst).toBe(4);
  expect(await db.prisma.run.count({ where: { attempt: { gt: 1 } } })).toBe(0);
});

test("enforces tag limits, pools of granularity run, and paused deployments", async () => {
  const org = await seedOrganization(db);
  const limit = (id: string, data: object) =>
    db.prisma.limit.create({
      data: { orgId: org.orgId, id, deploymentId: org.deploymentId, kind: "TAG", key: "team", limit: 1, ...data },
    });
  await limit("lim_1", { perUniqueValue: true });
  await limit("lim_2", { kind: "POOL", key: "warehouse", granularity: "run", limit: 2 });
  await queue(org, 3, { tags: { team: "a" } });
  await queue(org, 2, { tags: { team: "b" } });
  await queue(org, 4, { pools: ["warehouse"] });

  const admitted = await admitNow();
  await db.prisma.deployment.updateMany({ data: { paused: true } });
  await queue(org, 1);

  expect(admitted).toHaveLength(1 + 1 + 2);
  expect(await dispatcher()()).toEqual([]);
});

test("admits a run behind any number of blocked ones", async () => {
  const org = await seedOrganization(db, { concurrentRunsMax: 2 });
  await db.prisma.limit.create({
    data: { orgId: org.orgId, id: "lim_1", deploymentId: org.deploymentId, kind: "TAG", key: "frozen", limit: 0 },
  });
  await queue(org, 100, { tags: { frozen: "yes" } });
  const [free] = await queue(org, 1);

  const admitted = await admitNow();

  expect(admitted.map((job) => job.payload)).toEqual([{ orgId: org.orgId, runId: free, attempt: 1 }]);
});

test("admits no more runs than live workers have slots for, shared between organizations", async () => {
  const [a, b] = [await seedOrganization(db, { workerSlots: 4 }), await seedOrganization(db, { workerSlots: 4 })];
  await queue(a, 20);
  await queue(b, 20);

  await dispatcher()();

  expect([await inProgress(a.orgId), await inProgress(b.orgId)]).toEqual([2, 2]);
});

test("starts the first run of an organization in a reserved slot when others use all the rest", async () => {
  const busy = await seedOrganization(db, { workerSlots: 4 });
  await queue(busy, 20);
  await dispatcher()();
  const other = await seedOrganization(db, { workerSlots: 4 });
  await queue(other, 2);

  await dispatcher()();
  await dispatcher()();

  expect([await inProgress(busy.orgId), await inProgress(other.orgId)]).toEqual([4, 1]);
});

test("admits nothing without a live worker, and the queue shows the reason", async () => {
  const org = await seedOrganization(db);
  await db.prisma.worker.deleteMany();
  const [first] = await queue(org, 2);

  expect(await dispatcher()()).toEqual([]);
  const scope = { orgId: org.orgId, actor: SYSTEM_ACTOR };
  const why = await explainQueuedRun({ queue: createQueueReader(db) })(scope, { id: org.deploymentId }, first!);
  expect(why).toMatchObject({ position: 1, limits: [{ kind: "capacity", used: 0, limit: 0 }] });
});

test("names the limits that block a queued run, the runs that hold them, and its position", async () => {
  const org = await seedOrganization(db, { concurrentRunsMax: 1 });
  await db.prisma.limit.create({
    data: {
      orgId: org.orgId,
      id: "lim_1",
      deploymentId: org.deploymentId,
      kind: "TAG",
      key: "team",
      value: "a",
      limit: 0,
    },
  });
  const [holder] = await queue(org, 1);
  await dispatcher()();
  const [blocked] = await queue(org, 1, { tags: { team: "a" } });

  const scope = { orgId: org.orgId, actor: SYSTEM_ACTOR };
  const why = await explainQueuedRun({ queue: createQueueReader(db) })(scope, { id: org.deploymentId }, blocked!);

  expect(why.position).toBe(1);
  expect(why.limits).toMatchObject([
    { kind: "organization", used: 1, limit: 1, heldBy: [holder] },
    { kind: "tag", name: "team=a", used: 0, limit: 0 },
  ]);
});

test("lists the queue of a deployment in start order, each run with the limits that block it", async () => {
  const org = await seedOrganization(db, { concurrentRunsMax: 1 });
  const other = await seedOrganization(db, { concurrentRunsMax: 0 });
  await queue(org, 1);
  await dispatcher()();
  const [low] = await queue(org, 1, prioritized(-1));
  const [high] = await queue(org, 1, prioritized(5));
  const [next] = await queue(org, 1, prioritized(3));
  await queue(other, 1);

  const waiting = listWaitingRuns({ queue: createQueueReader(db), pages: createRunReader(db) });
  const scope = { orgId: org.orgId, actor: SYSTEM_ACTOR };
  const { total, data } = await waiting(scope, { id: org.deploymentId }, { limit: 2 });

  expect(total).toBe(3);
  expect(data.map(({ run, position }) => [run.id, position])).toEqual([
    [high, 1],
    [next, 2],
  ]);
  expect(data[0]?.limits).toMatchObject([{ kind: "organization", used: 1, limit: 1 }]);
  expect((await waiting(scope, { id: org.deploymentId }, { limit: 20 })).data.at(-1)?.run.id).toBe(low);
});

test("admits from a queue of 100,000 runs of 200 organizations about as fast as from one of 2,000", async () => {
  const org = await seedOrganization(db, { workerSlots: 4 });
  const [template] = await queue(org, 1);
  await db.execute(sql`
    insert into "Organization" ("id", "slug", "name") select 'org_' || n, 'org-' || n, 'Org ' || n from generate_series(1, 200) n
  `);
  await db.execute(
    sql`insert into "Deployment" ("orgId", "id", "name") select 'org_' || n, 'dep_' || n, 'production' from generate_series(1, 200) n`,
  );
  const queueUp = async (from: number, to: number) => {
    await db.execute(sql`alter table "Run" disable trigger all`);
    await db.execute(sql`
      insert into "Run" ("orgId", "id", "deploymentId", "locationId", "location", "versionId", "status", "assetKeys", "plan", "partitionKeys", "tags", "pools", "rootPools", "trigger")
      select 'org_' || (n % 200 + 1), 'run_' || n, 'dep_' || (n % 200 + 1), "locationId", "location", "versionId", 'QUEUED', "assetKeys", "plan", "partitionKeys", "tags", "pools", "rootPools", "trigger"
      from "Run", generate_series(${from}::int, ${to}::int) n where "id" = ${template}
    `);
    await db.execute(sql`alter table "Run" enable trigger all`);
    await db.execute(sql`analyze "Run"`);
  };
  const dispatch = dispatcher();
  const fastestPassMs = async () => {
    const times: number[] = [];
    for (let pass = 0; pass < 6; pass++) {
      const startedAt = performance.now();
      expect(await dispatch()).toHaveLength(5);
      times.push(performance.now() - startedAt);
      await db.execute(sql`update "Run" set "status" = 'SUCCESS' where "status" = 'STARTING'`);
    }
    return Math.min(...times);
  };

  await queueUp(1, 2_000);
  const short = await fastestPassMs();
  await queueUp(2_001, 100_000);
  const long = await fastestPassMs();

  if (process.env.SHOW_LATENCY) console.log({ short, long });
  // In proportion to the queue it would be 50 times as long.
  expect(long).toBeLessThan(10 * short + 50);
});

test("returns busy while another process has its pass, and admits once that process freezes for too long", async () => {
  const org = await seedOrganization(db);
  await queue(org, 1);
  const frozen = createDb({ url: database.url, timeouts: { idleInTransactionMs: 200 } });
  const queues = createQueueStore(frozen);
  let finish = () => {};
  let isHolding = false;
  const pass = queues
    .unscopedAdmission(async () => {
      isHolding = true;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    })
    .catch((error: Error) => error);
  await vi.waitFor(() => expect(isHolding).toBe(true));

  expect(await dispatcher()()).toBe("busy");
  await vi.waitFor(async () => expect(await dispatcher()()).toHaveLength(1));

  finish();
  expect(await pass).toBeInstanceOf(Error);
  await frozen.close();
});
