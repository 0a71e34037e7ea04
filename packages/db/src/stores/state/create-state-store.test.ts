import { LIMITS } from "@millrace/core";
import type { StateStore } from "@millrace/core/state";
import {
  createTestDatabase,
  newRun,
  planStep,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import type { RuntimeEvent, StoredState } from "@millrace/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDb, type Db } from "../../db";
import { createQueueStore } from "../queue/create-queue-store";
import { createRunStore, type RunStore } from "../runs/create-run-store";
import { createStateStore } from "./create-state-store";

let database: TestDatabase;
let db: Db;
let runs: RunStore;
let state: StateStore;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  state = createStateStore(db);
});
beforeEach(async () => {
  org = await seedOrganization(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const place = () => ({ deploymentId: org.deploymentId, asset: "orders" });
const audit = () => ({ actor: { kind: "user" as const, id: "usr_1", name: "Ada" }, action: "test", target: "orders" });
const set = (partition: string | null, value: Record<string, unknown>) =>
  state.set(org.orgId, place(), partition, { value, by: "Ada", audit });
const value = async (partition: string | null) => (await state.find(org.orgId, place(), partition))?.value;

async function startedRun(partitionKeys: string[] = []) {
  const steps = [planStep("orders"), planStep("orders/check:fresh", { kind: "check", definition: "fresh" })];
  const run = { ...newRun(org, { steps }), assetKeys: ["orders"], partitionKeys };
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
  const fence = { attempt: 1, lease: run.id };
  await runs.claim(org.orgId, run.id, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });
  const append = (batch: number, events: RuntimeEvent[]) =>
    runs.appendEvents(org.orgId, run.id, { ...fence, batch, events });
  return { ...run, fence, append };
}

const succeeded = (changes: StoredState, step = "orders"): RuntimeEvent => ({
  type: "stepSucceeded",
  at: 1,
  step,
  stepAttempt: 1,
  state: changes,
});

test("a step's success commits what it set, name by name, for the asset and for each partition", async () => {
  await set(null, { total: 1, mode: "full" });
  const run = await startedRun(["us", "eu"]);
  await run.append(1, [succeeded({ asset: { total: 2 }, partitions: { us: { page: 1 }, eu: { page: 9 } } })]);
  const later = await startedRun(["us"]);
  await later.append(1, [succeeded({ partitions: { us: { page: 2 } } })]);

  expect(await value(null)).toEqual({ total: 2, mode: "full" });
  expect(await state.find(org.orgId, place(), "us")).toMatchObject({ value: { page: 2 }, runId: later.id });
  expect(await state.find(org.orgId, place(), "eu")).toMatchObject({ value: { page: 9 }, runId: run.id });
});

test("a batch that comes twice, and a late write after a fence, change nothing", async () => {
  const run = await startedRun();
  await run.append(1, [succeeded({ asset: { since: 1 } })]);
  const next = await startedRun();
  await next.append(1, [succeeded({ asset: { since: 2 } })]);

  expect(await run.append(1, [succeeded({ asset: { since: 1 } })])).toEqual({ kind: "duplicate" });
  await runs.transition(org.orgId, run.id, { event: "leaseLost", message: "Lost", reason: "WORKER_LOST" });
  expect(await run.append(2, [succeeded({ asset: { since: 0 } })])).toEqual({ kind: "stale" });
  expect(await value(null)).toEqual({ since: 2 });
});

test("a step reaches its own asset and its run's partitions, whatever its sandbox says", async () => {
  const run = await startedRun(["us"]);
  await run.append(1, [
    succeeded({ partitions: { us: { page: 1 }, eu: { page: 1 } } }),
    succeeded({ asset: { stolen: true } }, "customers"),
    succeeded({ asset: { stolen: true } }, "orders/check:fresh"),
  ]);
  const kept = await db.prisma.watermark.findMany({
    where: { orgId: org.orgId },
    select: { asset: true, partition: true },
  });
  expect(kept).toEqual([{ asset: "orders", partition: "us" }]);
});

test("a run reads the state of its assets and of its own partitions", async () => {
  await set(null, { total: 3 });
  await set("us", { page: 1 });
  await set("eu", { page: 2 });
  const scope = { deploymentId: org.deploymentId, assets: ["orders", "customers"], partitionKeys: ["us", "asia"] };
  expect(await runs.readState(org.orgId, scope)).toEqual({
    orders: { asset: { total: 3 }, partitions: { us: { page: 1 } } },
  });
});

test("a run that would read too much state fails with the size and the limit", async () => {
  await set("us", { page: 1 });
  await db.prisma.watermark.updateMany({ where: { orgId: org.orgId }, data: { bytes: LIMITS.runStateBytesMax + 1 } });
  const scope = { deploymentId: org.deploymentId, assets: ["orders"], partitionKeys: ["us"] };
  await expect(runs.readState(org.orgId, scope)).rejects.toMatchObject({
    code: "run_state_bytes",
    message: expect.stringContaining("16777217 bytes, over the limit of 16777216 (runStateBytesMax)"),
  });
});

test("the state that a run in progress works with can't be changed; that of other partitions stays free", async () => {
  await set("us", { page: 1 });
  const run = await startedRun(["us"]);
  const running = { kind: "running", runId: run.id };

  expect(await set("us", { page: 0 })).toEqual(running);
  expect(await set(null, { total: 0 })).toEqual(running);
  expect(await state.reset(org.orgId, place(), "all", audit)).toEqual(running);
  expect(await set("eu", { page: 5 })).toEqual({ kind: "changed", entries: 1 });
  expect([await value("us"), await value(null), await value("eu")]).toEqual([{ page: 1 }, undefined, { page: 5 }]);
  expect(await db.prisma.auditEntry.count({ where: { orgId: org.orgId } })).toBe(2);
});

test("a run that reads the state while a person changes it waits, and finds the change", async () => {
  await set(null, { since: 9 });
  const scope = { deploymentId: org.deploymentId, assets: ["orders"], partitionKeys: [] };
  const read = await db.prisma.$transaction(async (tx) => {
    await tx.watermark.updateMany({ where: { orgId: org.orgId }, data: { value: { since: 0 } } });
    const reading = runs.readState(org.orgId, scope);
    await expect
      .poll(() => db.prisma.$queryRaw`select 1 from pg_stat_activity where wait_event_type = 'Lock'`)
      .toHaveLength(1);
    return { reading };
  });
  expect(await read.reading).toEqual({ orders: { asset: { since: 0 }, partitions: {} } });
});

test("of 100,000 partitions a page is read by key, with a part of the key, never all", async () => {
  await db.prisma.$executeRaw`
    insert into "Watermark" ("orgId", "deploymentId", "asset", "partition", "value", "bytes")
    select ${org.orgId}, ${org.deploymentId}, 'orders', 'Part-' || lpad(n::text, 6, '0'), '{"page": 1}', 11
    from generate_series(0, 99999) as n`;
  expect(await state.countPartitions(org.orgId, place())).toBe(100_000);
  const keys = async (query: Parameters<StateStore["listPartitions"]>[2]) =>
    (await state.listPartitions(org.orgId, place(), query)).map(({ partition }) => partition);
  expect(await keys({ limit: 2 })).toEqual(["Part-099999", "Part-099998"]);
  expect(await keys({ limit: 2, before: "Part-000002" })).toEqual(["Part-000001", "Part-000000"]);
  expect(await keys({ limit: 5, search: "part-04242" })).toHaveLength(5);
  expect(await state.reset(org.orgId, place(), "all", audit)).toEqual({
    kind: "changed",
    entries: 100_000,
  });
});
