import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { planRerun, planRun } from "@millrace/core/plan";
import type { Assignment, Manifest } from "@millrace/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildRuntime } from "../build/build-runtime";
import { buildBundle } from "./build-bundle";
import { FakeBroker } from "./fake-broker";
import { converse, recordOf } from "./record";
import { Sandbox } from "./sandbox";

const RECORDS = fileURLToPath(new URL("../../protocol/fixtures/", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "millrace-conversations-"));
const program = join(dir, "program");
const broker = new FakeBroker(join(dir, "broker.sock"));
let bundle: string;
let wrong: string;
let manifest: Manifest;

beforeAll(async () => {
  await Promise.all([buildRuntime(program), broker.listen()]);
  bundle = await buildBundle(join(dir, "bundle"), ["conversation.ts"]);
  wrong = await buildBundle(join(dir, "wrong"), ["wrong.ts"]);
  const loading = new Sandbox(join(program, "start.cjs"));
  loading.claim(bundle, { kind: "load" });
  manifest = (await loading.message("loaded")).manifest;
});
afterAll(() => broker.close());

type Script = Omit<Parameters<typeof converse>[2], "assignment">;

/** Has the conversation again with the real runtime; `-u` records it in place of what was recorded. */
async function expectRecorded(name: string, assignment: Assignment, script: Script = {}, from = bundle): Promise<void> {
  broker.objects.clear();
  const places = { bundleDir: from, brokerSocket: broker.path };
  const sandbox = new Sandbox(join(program, "start.cjs"));
  const spoken = await converse(sandbox, places, { assignment, ...script });
  expect(await sandbox.exited).toBe(0);
  await expect(recordOf(spoken, places)).toMatchFileSnapshot(join(RECORDS, `${name}.ndjson`));
}

type RunAssignment = Extract<Assignment, { kind: "run" }>;
const common = {
  kind: "run" as const,
  runId: "run_01jz5x3v8kq6f0c2m4n7p9r1t3",
  attempt: 1,
  partitionKeys: [],
  tags: { "team/source": "docs" },
  deployment: "production",
  location: "shop",
  reuse: {},
  state: {},
};
const assets = (...keys: string[]): RunAssignment => ({
  ...common,
  plan: planRun(manifest, { kind: "assets", keys }),
});

test("load: the runtime describes a bundle", () => expectRecorded("load", { kind: "load" }));

test("load-failed: a module throws while the bundle is loaded", () =>
  expectRecorded("load-failed", { kind: "load" }, {}, wrong));

test("run: two assets and a check, one asset in a pool", () =>
  expectRecorded(
    "run",
    { ...assets("orders", "revenue"), state: { orders: { asset: { lastId: 1 } } } },
    {
      variables: { WAREHOUSE_URL: "https://warehouse.example.com" },
      meanwhile: async (sandbox) => {
        await sandbox.message("poolWanted");
        const state = { asset: { lastId: 1 } };
        sandbox.send({ type: "poolGranted", step: "orders", pool: "warehouse", state });
      },
    },
  ));

test("run-map: a job maps an op over a list", () =>
  expectRecorded("run-map", {
    ...common,
    plan: planRun(manifest, { kind: "job", job: "ingest" }),
    job: "ingest",
    config: { prefix: "2026/" },
  }));

test("run-retried: a step fails, is retried, and fails again", () =>
  expectRecorded("run-retried", assets("flaky", "after_flaky")));

test("run-continued: an attempt that ignores its timeout is left to a fresh process", () =>
  expectRecorded("run-continued", assets("deaf")));

test("run-reused: a re-run from failure takes over the values of what had succeeded", () => {
  const plan = planRun(manifest, { kind: "assets", keys: ["orders", "revenue"] });
  const again = planRerun(
    {
      plan,
      statuses: new Map([
        ["orders", "SUCCESS"],
        ["orders/check:not_empty", "SUCCESS"],
        ["revenue", "FAILURE"],
      ]),
    },
    { mode: "fromFailure" },
  );
  const value = { object: "", codec: "json", bytes: 5, inline: "[1,2]" };
  return expectRecorded("run-reused", {
    ...common,
    attempt: 2,
    plan: again.plan,
    reuse: Object.fromEntries(again.reuse.map((step) => [step, value])),
  });
});

test("run-canceled: a run is canceled while a step runs", () =>
  expectRecorded("run-canceled", assets("endless", "after_endless"), {
    meanwhile: async (sandbox) => {
      await sandbox.message("events", ({ events }) => events.some((event) => event.type === "stepStarted"));
      sandbox.send({ type: "cancel", reason: "The run was canceled" });
    },
  }));

test("schedule-tick: a schedule asks for a run", () =>
  expectRecorded("schedule-tick", {
    kind: "tick",
    schedule: "hourly",
    scheduledAt: "2026-01-02T00:00:00.000Z",
    now: "2026-01-02T00:00:01.250Z",
  }));

test("sensor-tick: a sensor moves its cursor and asks for a run", () =>
  expectRecorded("sensor-tick", {
    kind: "tick",
    sensor: "inbox",
    cursor: { n: 4 },
    now: "2026-01-02T00:00:01.250Z",
  }));

test("tick-failed: a sensor throws", () =>
  expectRecorded("tick-failed", { kind: "tick", sensor: "broken", now: "2026-01-02T00:00:01.250Z" }));
