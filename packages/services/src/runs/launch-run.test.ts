import type { Manifest } from "@millrace/core";
import {
  createDb,
  createDefinitionStore,
  createQueueStore,
  createRunStore,
  type Db,
  type RunStore,
  sql,
} from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../scope";
import { admitRuns } from "./admit-runs";
import { type LaunchDeps, type LaunchRunInput, launchRun } from "./launch-run";
import { reexecuteRun } from "./reexecute-run";
import { retryRun } from "./retry-run";
import { settleRun } from "./settle-run";

const MANIFEST = {
  protocol: 1,
  sdkVersion: "1",
  assets: [
    asset("orders", [], {
      pool: "db",
      tags: { tier: "bronze" },
      config: { type: "object", properties: { limit: { type: "integer" } }, additionalProperties: false },
    }),
    asset("revenue", ["orders"], { tags: { tier: "silver" } }),
    asset("report", ["revenue"]),
  ],
  checks: [],
  ops: [],
  jobs: [
    {
      ...common(),
      name: "nightly",
      select: "key:orders+",
      input: { type: "object", properties: { customer: { type: "string" } }, required: ["customer"] },
      concurrency: { key: "customer", limit: 1 },
    },
    {
      ...common(),
      name: "weekly",
      select: "key:orders+",
      input: { type: "object", properties: { weeks: { type: "integer", default: 1 } } },
    },
  ],
  schedules: [],
  sensors: [],
  resources: [],
  env: [],
} as unknown as Manifest;

function common() {
  return { owners: [], tags: {}, kinds: [] };
}

function asset(key: string, deps: string[], more: object = {}) {
  return {
    ...common(),
    key,
    external: false,
    resources: [],
    deps: deps.map((it) => ({ input: it, asset: it, view: "value" })),
    ...more,
  };
}

let database: TestDatabase;
let db: Db;
let runs: RunStore;
let org: SeededOrganization;
let deps: LaunchDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  deps = { runs, definitions: createDefinitionStore(db) };
  org = await seedOrganization(db, { manifest: MANIFEST, concurrentRunsMax: 100 });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const scope = () => ({ orgId: org.orgId, actor: SYSTEM_ACTOR });
const launch = (input: LaunchRunInput) => launchRun(deps)(scope(), { id: org.deploymentId }, input);
const find = (id: string) => db.prisma.run.findFirstOrThrow({ where: { id } });

/** Executes a run as a worker that ends with this failure after the first step succeeded. */
async function fail(runId: string, reason: "STEP_FAILURE" | "WORKER_LOST") {
  await admitRuns({ queue: createQueueStore(db) })();
  const fence = { attempt: 1, lease: `lease-${runId}` };
  await runs.claim(org.orgId, runId, { ...fence, leaseMs: 6_000, workerId: "w", launcher: "process" });
  const at = { at: 1, step: "orders", stepAttempt: 1 };
  const output = { object: "values/1", codec: "json", bytes: 2 };
  await runs.appendEvents(org.orgId, runId, {
    ...fence,
    batch: 1,
    events: [
      { type: "stepStarted", ...at },
      { type: "stepSucceeded", ...at, output },
    ],
  });
  await runs.transition(org.orgId, runId, { event: "fail", message: "Failed", reason, fence });
}

test("a selection is planned with the tags and pools of its assets and pinned to the active version", async () => {
  const { id, steps } = await launch({ select: "key:orders+", tags: { team: "a" } });

  expect(steps).toBe(3);
  expect(await find(id)).toMatchObject({
    status: "QUEUED",
    versionId: org.versionId,
    assetKeys: ["orders", "revenue", "report"],
    pools: ["db"],
    rootPools: ["db"],
    tags: { team: "a", tier: "bronze", "millrace/code_location": "sales" },
  });
});

test("a job's configuration is checked against its schema, with the path of what is wrong", async () => {
  await expect(launch({ job: "nightly", config: { customer: 3 } })).rejects.toMatchObject({
    code: "config_invalid",
    details: [{ pointer: "/config/customer" }],
  });
  const { id } = await launch({ job: "nightly", config: { customer: "acme" } });
  expect(await find(id)).toMatchObject({ job: "nightly", concurrencyKey: "acme", tags: { "millrace/job": "nightly" } });
});

test("a job whose input is all optional is launched without a configuration, and runs with an empty one", async () => {
  const { id } = await launch({ job: "weekly" });
  expect(await find(id)).toMatchObject({ job: "weekly", config: {} });
  await expect(launch({ job: "nightly" })).rejects.toMatchObject({ code: "config_invalid" });
});

test("an asset's configuration is checked, and configuration for an asset outside the run is refused", async () => {
  const config = { orders: { limit: "many" }, report: {} };
  await expect(launch({ assets: ["orders"], config })).rejects.toMatchObject({
    details: [{ pointer: "/config/report" }, { pointer: "/config/orders/limit" }],
  });
});

test("unknown targets and reserved tags are refused by name", async () => {
  await expect(launch({ job: "hourly" })).rejects.toThrow('There is no job "hourly"; there are nightly');
  await expect(launch({ assets: ["nope"] })).rejects.toThrow('There is no asset "nope"');
  await expect(launch({ select: "*", tags: { "millrace/job": "x" } })).rejects.toThrow("set by Millrace");
});

test("the quota of queued runs holds when launches race", async () => {
  const { queued } = await runs.launch(org.orgId, (tx) => tx.usage());
  await db.prisma.organization.update({ where: { id: org.orgId }, data: { queuedRunsMax: queued + 2 } });

  const results = await Promise.allSettled(Array.from({ length: 6 }, () => launch({ assets: ["orders"] })));

  expect(results.filter((it) => it.status === "fulfilled")).toHaveLength(2);
  expect(results.find((it) => it.status === "rejected")?.reason).toMatchObject({ code: "queued_runs_quota" });
  await db.prisma.organization.update({ where: { id: org.orgId }, data: { queuedRunsMax: 10_000 } });
});

test("a run whose worker was lost is retried once, from failure, with the values that it had", async () => {
  const { id } = await launch({ select: "*" });
  await fail(id, "WORKER_LOST");
  const retry = retryRun({ ...deps, history: runs, notes: runs });

  const outcomes = await Promise.all([retry(org.orgId, id), retry(org.orgId, id)]);

  expect(outcomes.map((it) => it.kind)).toEqual(["retried", "retried"]);
  const retries = await db.prisma.run.findMany({ where: { parentRunId: id } });
  expect(retries).toMatchObject([
    { trigger: "retry", retryNumber: 1, assetKeys: ["revenue", "report"], reuse: { orders: { object: "values/1" } } },
  ]);
});

test("a failure of the code is final by default: alerts are queued; the tag millrace/max_retries overrides", async () => {
  const [plain, tagged, malformed] = [
    await launch({ select: "*" }),
    await launch({ select: "*", tags: { "millrace/max_retries": "2" } }),
    await launch({ select: "*", tags: { "millrace/max_retries": "two" } }),
  ];
  const settle = settleRun({ retry: retryRun({ ...deps, history: runs, notes: runs }), outbox: createQueueStore(db) });
  for (const run of [plain, tagged, malformed]) await fail(run.id, "STEP_FAILURE");

  const kinds: string[] = [];
  for (const run of [plain, tagged, malformed]) kinds.push((await settle({ orgId: org.orgId, runId: run.id })).kind);

  expect(kinds).toEqual(["final", "retried", "final"]);
  const queued = await db.query<{ id: string }>(
    sql`select "payload"->>'runId' as "id" from "Outbox" where "job" = 'evaluateAlerts'`,
  );
  expect(queued.map((it) => it.id)).toEqual([plain.id, malformed.id]);
  expect(
    await db.prisma.runEvent.count({ where: { runId: malformed.id, message: { contains: "not a number" } } }),
  ).toBe(1);
});

test("a re-execution from failure reuses values, keeps the tags of its launch and names its parent", async () => {
  const { id } = await launch({ select: "*", tags: { team: "b" } });
  await fail(id, "STEP_FAILURE");
  const reexecute = reexecuteRun({ ...deps, history: runs });

  const child = await reexecute(scope(), { runId: id }, { mode: "fromFailure" });
  const chosen = await reexecute(scope(), { runId: id }, { mode: "selected", steps: ["report"] });

  expect(await find(child.id)).toMatchObject({
    trigger: "reexecution",
    parentRunId: id,
    rootRunId: id,
    assetKeys: ["revenue", "report"],
    tags: { team: "b" },
  });
  expect(await find(chosen.id)).toMatchObject({ assetKeys: ["report"] });
});
