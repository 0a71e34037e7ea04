import type { Manifest } from "@millrace/core/manifest";
import {
  createDb,
  createDefinitionStore,
  createQueueStore,
  createRunStore,
  type Db,
  type RunStore,
  sql,
} from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChecker } from "../checks";
import { SYSTEM_ACTOR } from "../scope";
import { admitRuns } from "./admit-runs";
import { handleFailedRun } from "./handle-failed-run";
import { type LaunchDeps, type LaunchRunInput, launchRun } from "./launch-run";
import type { LaunchOrigin } from "./new-run";
import { rerunRun } from "./rerun";
import { retryRun } from "./retry-run";

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
    asset("slow", [], {
      config: { type: "object", properties: { text: { type: "string", pattern: "^(a+)+$" } } },
    }),
    asset("mailed", [], { resources: ["mail"] }),
    asset("days", [], { partitions: { kind: "daily", start: "2020-01-01" } }),
    asset("around", ["days"], {
      partitions: { kind: "daily", start: "2020-01-01" },
      deps: [
        {
          input: "days",
          asset: "days",
          view: "allPartitions",
          mapping: { kind: "timeWindow", startOffset: -1, endOffset: 1 },
        },
      ],
    }),
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
      name: "monthly",
      select: "key:orders+",
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
  env: [
    { name: "MAIL_TOKEN", type: "string", optional: false, usedBy: ["mail"] },
    { name: "MAIL_FROM", type: "string", optional: true, usedBy: ["mail"] },
  ],
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
  deps = { runs, definitions: createDefinitionStore(db), checker: createChecker() };
  org = await seedOrganization(db, { manifest: MANIFEST, concurrentRunsMax: 100 });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const scope = () => ({ orgId: org.orgId, actor: SYSTEM_ACTOR });
const launch = (input: LaunchRunInput, origin: Partial<LaunchOrigin> = {}) =>
  launchRun(deps)(scope(), { id: org.deploymentId }, input, { trigger: "manual", runsMax: 100, ...origin });
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

test("configuration that nothing takes is refused, with what was probably meant", async () => {
  await expect(launch({ assets: ["orders"], config: { order: { limit: 1 } } })).rejects.toThrow(
    `/config/order isn't an asset in this run. Did you mean "orders"?`,
  );
  await expect(launch({ assets: ["orders"], config: { orders: { limt: 1 } } })).rejects.toThrow(
    '/config/orders/limt is an unknown key. Did you mean "limit"?',
  );
  await expect(launch({ assets: ["revenue"], config: { revenue: { limit: 1 } } })).rejects.toThrow(
    `/config/revenue isn't allowed: asset "revenue" doesn't accept config`,
  );
});

test("a job over assets takes their configuration by key", async () => {
  await expect(launch({ job: "monthly", config: { orders: { limit: "x" } } })).rejects.toMatchObject({
    details: [{ pointer: "/config/orders/limit" }],
  });
  const { id } = await launch({ job: "monthly", config: { orders: { limit: 1 } } });
  expect(await find(id)).toMatchObject({ config: { orders: { limit: 1 } } });
});

test("a schema whose check would not end in time refuses the launch and harms no other", async () => {
  const config = { slow: { text: `${"a".repeat(80)}!` } };
  await expect(launch({ assets: ["slow"], config })).rejects.toMatchObject({ code: "config_check_too_slow" });
  await launch({ assets: ["slow"], config: { slow: { text: "aaa" } } });
});

test("a run that reads a variable which no one has set is refused; one that does not read it is not", async () => {
  await expect(launch({ assets: ["mailed"] })).rejects.toMatchObject({
    code: "variables_missing",
    message: expect.stringContaining("MAIL_TOKEN (read by mail). Set them with: millrace env set MAIL_TOKEN --stdin"),
  });
  await launch({ assets: ["orders"] });
  const variable = { id: "var_1", orgId: org.orgId, deploymentId: org.deploymentId, name: "MAIL_TOKEN" };
  const sealed = { ciphertext: new Uint8Array(1), keyId: "k", isSecret: true, updatedBy: "x" };
  await db.prisma.variable.create({ data: { ...variable, ...sealed } });
  await launch({ assets: ["mailed"] });
});

test("unknown targets and reserved tags are refused by name", async () => {
  await expect(launch({ job: "hourly" })).rejects.toThrow(
    'No job named "hourly". Available jobs: monthly, nightly, weekly',
  );
  await expect(launch({ job: "nihtly" })).rejects.toThrow('No job named "nihtly". Did you mean "nightly"?');
  await expect(launch({ assets: ["nope"] })).rejects.toThrow('Asset not found: "nope"');
  await expect(launch({ assets: ["oders"] })).rejects.toThrow('Asset not found: "oders". Did you mean "orders"?');
  await expect(launch({ select: "+key:oders or tag:teir=gold" })).rejects.toThrow(
    'matches no assets. No asset has the key "oders". Did you mean "orders"? No asset has the tag "teir". Did you mean "tier"?',
  );
  await expect(launch({ select: "*", tags: { "millrace/job": "x" } })).rejects.toThrow("is reserved by Millrace");
});

test("a launch for several partitions is one run, or one for each of them: all of those or none", async () => {
  const days = { select: "key:days", partitions: "[2026-01-01...2026-01-03]" };
  const keysOf = async ({ ids }: { ids: readonly string[] }) =>
    Promise.all(ids.map(async (id) => (await find(id)).partitionKeys));
  expect(await keysOf(await launch(days))).toEqual([["2026-01-01", "2026-01-02", "2026-01-03"]]);
  const each = await launch({ ...days, runPerPartition: true });
  expect(await keysOf(each)).toEqual([["2026-01-01"], ["2026-01-02"], ["2026-01-03"]]);
  expect(each.id).toBe(each.ids[0]);
  expect((await find(each.id)).tags).toMatchObject({ "millrace/partition": "2026-01-01" });

  const before = await db.prisma.run.count();
  const tooMany = launch({ select: "key:days", partitions: "2020-*", runPerPartition: true });
  await expect(tooMany).rejects.toMatchObject({ code: "runs_per_launch", message: expect.stringContaining("366") });
  const { queued } = await runs.launch(org.orgId, (tx) => tx.usage());
  await db.prisma.organization.updateMany({ data: { queuedRunsMax: queued + 2 } });
  await expect(launch({ ...days, runPerPartition: true })).rejects.toMatchObject({ code: "queued_runs_quota" });
  expect(await db.prisma.run.count()).toBe(before);
  await db.prisma.organization.updateMany({ data: { queuedRunsMax: 10_000 } });
});

test("a launch with a run key starts one run, however often and however concurrently it is repeated", async () => {
  const nightly = { trigger: "schedule", runKey: "schedule:nightly:2026-01-01" } as const;
  const launches = await Promise.all([1, 2, 3].map(() => launch({ select: "key:orders" }, nightly)));
  const ids = [...new Set(launches.map((launched) => launched.id))];
  expect(ids).toHaveLength(1);
  const [id = ""] = ids;
  expect(await find(id)).toMatchObject({ trigger: "schedule", runKey: nightly.runKey });

  const next = await launch({ select: "key:orders" }, { ...nightly, runKey: "schedule:nightly:2026-01-02" });
  expect(next.id).not.toBe(id);
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
  const { id } = await launch({ select: "key:orders+" });
  await fail(id, "WORKER_LOST");
  const retry = retryRun({ ...deps, history: runs, notes: runs });

  const outcomes = await Promise.all([retry(org.orgId, id), retry(org.orgId, id)]);

  expect(outcomes.map((it) => it.kind)).toEqual(["retried", "retried"]);
  const retries = await db.prisma.run.findMany({ where: { parentRunId: id } });
  expect(retries).toMatchObject([
    { trigger: "retry", retryNumber: 1, assetKeys: ["revenue", "report"], reuse: { orders: { object: "values/1" } } },
  ]);
});

test("a run is quarantined after two workers died while executing it, whatever its retry policy", async () => {
  const { id } = await launch({ select: "key:orders+", tags: { "millrace/max_retries": "5" } });
  const retry = retryRun({ ...deps, history: runs, notes: runs });
  await fail(id, "WORKER_LOST");
  const first = await retry(org.orgId, id);
  const retried = first.kind === "retried" ? (first.runId as string) : "";
  await fail(retried, "WORKER_LOST");

  expect(await retry(org.orgId, retried)).toMatchObject({ kind: "final", why: expect.stringContaining("quarantined") });
  expect(await db.prisma.runEvent.count({ where: { runId: retried, message: { contains: "quarantined" } } })).toBe(1);
});

test("a failure of the code is final by default: alerts are queued; the tag millrace/max_retries overrides", async () => {
  const [plain, tagged, malformed] = [
    await launch({ select: "key:orders+" }),
    await launch({ select: "key:orders+", tags: { "millrace/max_retries": "2" } }),
    await launch({ select: "key:orders+", tags: { "millrace/max_retries": "two" } }),
  ];
  const settle = handleFailedRun({
    retry: retryRun({ ...deps, history: runs, notes: runs }),
    outbox: createQueueStore(db),
  });
  for (const run of [plain, tagged, malformed]) await fail(run.id, "STEP_FAILURE");

  const kinds: string[] = [];
  for (const run of [plain, tagged, malformed]) kinds.push((await settle({ orgId: org.orgId, runId: run.id })).kind);

  expect(kinds).toEqual(["final", "retried", "final"]);
  const queued = await db.query<{ id: string }>(
    sql`select "payload"->>'runId' as "id" from "Outbox" where "job" = 'evaluateAlerts'`,
  );
  expect(queued.map((it) => it.id)).toEqual([plain.id, malformed.id]);
  expect(
    await db.prisma.runEvent.count({ where: { runId: malformed.id, message: { contains: "isn't a number" } } }),
  ).toBe(1);
});

test("a run that would read upstream partitions without a value is rejected, naming them, until they have one", async () => {
  const wanted = { select: "+key:around", partitions: ["2020-02-02"] };
  await expect(launch(wanted)).rejects.toMatchObject({
    code: "partitions_missing",
    message: expect.stringContaining('partitions "2020-02-01" and "2020-02-03" of "days"'),
  });
  const partition = { orgId: org.orgId, deploymentId: org.deploymentId, asset: "days", status: "MATERIALIZED" };
  for (const key of ["2020-02-01", "2020-02-03"]) {
    await db.prisma.assetPartition.create({
      data: { ...partition, partition: key, at: new Date(), runId: "run_1", value: { object: "", codec: "none" } },
    });
  }
  expect(await launch(wanted)).toMatchObject({ steps: 2 });
});

test("a re-run from failure reuses values, keeps the tags of its launch and names its parent", async () => {
  const { id } = await launch({ select: "key:orders+", tags: { team: "b" } });
  await fail(id, "STEP_FAILURE");
  const rerun = rerunRun({ ...deps, history: runs });

  const child = await rerun(scope(), { runId: id }, { mode: "fromFailure" });
  const chosen = await rerun(scope(), { runId: id }, { mode: "selected", steps: ["report"], force: true });

  expect(await find(child.id)).toMatchObject({
    trigger: "rerun",
    parentRunId: id,
    rootRunId: id,
    assetKeys: ["revenue", "report"],
    tags: { team: "b" },
  });
  expect(await find(chosen.id)).toMatchObject({ assetKeys: ["report"] });
});

test("of two re-runs of one run at the same moment, one is rejected unless it is forced", async () => {
  const { id } = await launch({ select: "key:orders+" });
  await fail(id, "STEP_FAILURE");
  const rerun = rerunRun({ ...deps, history: runs });
  const attempts = await Promise.allSettled([1, 2].map(() => rerun(scope(), { runId: id }, { mode: "fromFailure" })));
  expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(attempts.find((it) => it.status === "rejected")).toMatchObject({ reason: { code: "already_rerunning" } });
  expect(await rerun(scope(), { runId: id }, { mode: "all", force: true })).toMatchObject({ steps: 3 });
});

test("a re-run on a version that no longer takes its configuration is refused", async () => {
  const { id } = await launch({ assets: ["orders"], config: { orders: { limit: 1 } } });
  await fail(id, "STEP_FAILURE");
  const changed = structuredClone(MANIFEST);
  changed.assets[0]!.config = { type: "object", properties: { rows: {} }, additionalProperties: false };
  const definitions = {
    ...deps.definitions,
    listActive: async () => [{ locationId: org.locationId, location: "sales", versionId: "ver_next" }],
    getManifest: async () => changed,
  };

  const again = rerunRun({ ...deps, definitions, history: runs })(scope(), { runId: id }, { mode: "all" });

  await expect(again).rejects.toMatchObject({ code: "config_invalid", details: [{ pointer: "/config/orders/limit" }] });
});
