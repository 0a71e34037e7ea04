import {
  createTestDatabase,
  newRun,
  planStep,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "../../db";
import { sql } from "../../sql";
import { createQueueStore } from "../queue/create-queue-store";
import { createRunStore, type RunStore } from "./create-run-store";

let database: TestDatabase;
let db: Db;
let runs: RunStore;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  org = await seedOrganization(db);
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const claim = (lease: string, attempt = 1) => ({
  attempt,
  lease,
  leaseMs: 6_000,
  workerId: "worker-1",
  launcher: "process",
});

async function startedRun(lease: string, steps = [planStep("orders")]) {
  const run = newRun(org, { steps });
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
  await runs.claim(org.orgId, run.id, claim(lease));
  return run;
}

test("lets exactly one of several workers claim an attempt", async () => {
  const run = newRun(org);
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, worker) => runs.claim(org.orgId, run.id, claim(`lease-${worker}`))),
  );

  expect(answers.filter((answer) => answer.kind === "moved")).toHaveLength(1);
  expect(answers.filter((answer) => answer.kind === "stale")).toHaveLength(7);
});

test("rejects events, logs, slots, and the end of a run from a worker that lost it", async () => {
  const run = await startedRun("lease-a");
  const version = (await runs.findState(org.orgId, run.id))!.version;
  await runs.transition(org.orgId, run.id, {
    event: "leaseLost",
    message: "Worker lost",
    reason: "WORKER_LOST",
    version,
  });
  const fence = { attempt: 1, lease: "lease-a" };

  const events = await runs.appendEvents(org.orgId, run.id, {
    ...fence,
    batch: 1,
    events: [{ type: "engine", at: 1, message: "late" }],
  });
  const log = await runs.appendLogChunks(org.orgId, run.id, fence, [
    { step: "orders", stepAttempt: 1, stream: "stdout", startByte: 0, endByte: 4, lines: 1, text: "late" },
  ]);
  const slot = await runs.takePoolSlot(org.orgId, run.id, { ...fence, step: "orders", pool: "db" });
  const end = await runs.transition(org.orgId, run.id, { event: "succeed", message: "Succeeded", fence });
  const beats = await runs.unscopedHeartbeat([{ orgId: org.orgId, runId: run.id, ...fence }], 6_000);

  expect([events.kind, log, slot, end.kind, beats]).toEqual(["stale", false, "stale", "stale", []]);
  expect(await runs.findState(org.orgId, run.id)).toMatchObject({ status: "FAILURE" });
});

test("projects steps, materializations, checks, partitions, and the asset's newest facts from a batch of events", async () => {
  const run = await startedRun("lease-b", [
    planStep("orders"),
    planStep("orders/check:fresh", { kind: "check", definition: "fresh" }),
  ]);
  const step = { step: "orders", stepAttempt: 1 };
  const fence = { attempt: 1, lease: "lease-b" };

  const answer = await runs.appendEvents(org.orgId, run.id, {
    ...fence,
    batch: 1,
    events: [
      { type: "stepStarted", at: 1_000, ...step },
      { type: "log", at: 1_100, step: "orders", level: "info", message: "half\u0000way", fields: { note: "\u0000" } },
      { type: "materialization", at: 1_200, ...step, asset: "orders", partition: "2026-01-01", metadata: { rows: 3 } },
      { type: "stepSucceeded", at: 1_300, ...step },
      {
        type: "checkResult",
        at: 1_400,
        step: "orders/check:fresh",
        stepAttempt: 1,
        asset: "orders",
        check: "fresh",
        passed: false,
        severity: "warn",
        blocking: false,
        metadata: {},
      },
    ],
  });

  expect(answer).toEqual({ kind: "appended" });
  const where = { orgId: org.orgId, runId: run.id };
  expect(await db.prisma.runStep.findMany({ where, orderBy: { ordinal: "asc" } })).toMatchObject([
    { key: "orders", status: "SUCCESS", startedAt: new Date(1_000), endedAt: new Date(1_300) },
    { key: "orders/check:fresh", status: "PENDING" },
  ]);
  expect(await db.prisma.materialization.findMany({ where })).toMatchObject([
    { asset: "orders", metadata: { rows: 3 } },
  ]);
  expect(await db.prisma.checkResult.findMany({ where })).toMatchObject([{ check: "fresh", passed: false }]);
  expect(await db.prisma.assetPartition.findMany({ where })).toMatchObject([
    { partition: "2026-01-01", status: "MATERIALIZED" },
  ]);
  expect(await db.prisma.assetState.findMany({ where: { orgId: org.orgId, asset: "orders" } })).toMatchObject([
    {
      lastRunId: run.id,
      lastStatus: "SUCCESS",
      lastMetadata: { rows: 3 },
      runningRunId: null,
      checks: { fresh: { passed: false } },
    },
  ]);
  const seqs = await db.prisma.runEvent.findMany({ where, orderBy: { seq: "asc" }, select: { seq: true } });
  expect(seqs.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("writes a batch once that is sent twice", async () => {
  const run = await startedRun("lease-c");
  const batch = {
    attempt: 1,
    lease: "lease-c",
    batch: 1,
    events: [{ type: "engine" as const, at: 1, message: "once" }],
  };

  const answers = [
    await runs.appendEvents(org.orgId, run.id, batch),
    await runs.appendEvents(org.orgId, run.id, batch),
  ];

  expect(answers.map((it) => it.kind)).toEqual(["appended", "duplicate"]);
  expect(await db.prisma.runEvent.count({ where: { runId: run.id, type: "engine" } })).toBe(1);
});

test("closes the steps of a run with its end, frees its slots, and enqueues its evaluation in the same transaction", async () => {
  const run = await startedRun("lease-d", [planStep("orders", { pool: "db" }), planStep("revenue")]);
  const fence = { attempt: 1, lease: "lease-d" };
  await runs.takePoolSlot(org.orgId, run.id, { ...fence, step: "orders", pool: "db" });
  await runs.appendEvents(org.orgId, run.id, {
    ...fence,
    batch: 1,
    events: [{ type: "stepStarted", at: 1, step: "orders", stepAttempt: 1 }],
  });

  await runs.transition(org.orgId, run.id, { event: "fail", message: "Failed", reason: "STEP_FAILURE", fence });

  const where = { orgId: org.orgId, runId: run.id };
  expect(await db.prisma.poolSlot.count({ where })).toBe(0);
  expect(await db.prisma.runStep.findMany({ where, orderBy: { ordinal: "asc" }, select: { status: true } })).toEqual([
    { status: "FAILURE" },
    { status: "SKIPPED" },
  ]);
  const [job] = await db.query<{ job: string }>(
    sql`select "job" from "Outbox" where "payload"->>'runId' = ${run.id} order by "id" desc limit 1`,
  );
  expect(job).toEqual({ job: "handleFailedRun" });
});

test("never grants more slots of a pool than its limit to concurrent requests", async () => {
  await db.prisma.limit.create({
    data: {
      orgId: org.orgId,
      id: "lim_pool",
      deploymentId: org.deploymentId,
      kind: "POOL",
      key: "warehouse",
      limit: 3,
    },
  });
  const run = await startedRun("lease-e");

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      runs.takePoolSlot(org.orgId, run.id, { attempt: 1, lease: "lease-e", step: `step-${index}`, pool: "warehouse" }),
    ),
  );

  expect(answers.filter((it) => it === "granted")).toHaveLength(3);
});

test("a step of another name changes the state of every asset that its plan gives it, and of no other", async () => {
  const step = planStep("sync", { definition: "sync", assets: ["customers", "refunds"] });
  const run = { ...newRun(org, { steps: [step, planStep("notify", { kind: "op" })] }), partitionKeys: ["2026-01-01"] };
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
  await runs.claim(org.orgId, run.id, claim("lease-f"));
  const fence = { attempt: 1, lease: "lease-f" };
  const of = (key: string) => ({ step: key, stepAttempt: 1 });
  const statesOf = (assets: string[]) =>
    db.prisma.assetState.findMany({
      where: { orgId: org.orgId, asset: { in: assets } },
      orderBy: { asset: "asc" },
      select: { asset: true, runningRunId: true, lastStatus: true },
    });

  await runs.appendEvents(org.orgId, run.id, {
    ...fence,
    batch: 1,
    events: [
      { type: "stepStarted", at: 1_000, ...of("sync") },
      { type: "stepStarted", at: 1_000, ...of("notify") },
    ],
  });
  const started = await statesOf(["customers", "notify", "refunds", "sync"]);
  await runs.appendEvents(org.orgId, run.id, {
    ...fence,
    batch: 2,
    events: [
      { type: "materialization", at: 1_100, ...of("sync"), asset: "refunds", partition: "2026-01-01", metadata: {} },
      { type: "stepFailed", at: 1_200, ...of("sync"), reason: "STEP_FAILURE", error: { name: "E", message: "m" } },
    ],
  });

  expect(started).toEqual([
    { asset: "customers", runningRunId: run.id, lastStatus: null },
    { asset: "refunds", runningRunId: run.id, lastStatus: null },
  ]);
  expect(await statesOf(["customers", "refunds"])).toEqual([
    { asset: "customers", runningRunId: null, lastStatus: "FAILURE" },
    { asset: "refunds", runningRunId: null, lastStatus: "FAILURE" },
  ]);
  expect(
    await db.prisma.assetPartition.findMany({
      where: { orgId: org.orgId, runId: run.id },
      orderBy: { asset: "asc" },
      select: { asset: true, status: true },
    }),
  ).toEqual([
    { asset: "customers", status: "FAILED" },
    { asset: "refunds", status: "MATERIALIZED" },
  ]);
});

test("clears the reason of a cancel request from a run that succeeds all the same", async () => {
  const run = await startedRun("lease-g");
  const fence = { attempt: 1, lease: "lease-g" };
  const cancel = { event: "cancel", message: "Canceled by Ada", reason: "CANCELED_BY_USER" } as const;
  await runs.transition(org.orgId, run.id, cancel);

  await runs.transition(org.orgId, run.id, { event: "succeed", message: "Succeeded", fence });

  expect(await db.prisma.run.findFirst({ where: { id: run.id } })).toMatchObject({
    status: "SUCCESS",
    failureReason: null,
    error: null,
  });
});
