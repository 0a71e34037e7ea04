import { partitionSet, partitionStatus } from "@millrace/core/partitions";
import { createTestDatabase, newRun, planStep, seedOrganization, type TestDatabase } from "@millrace/harness";
import type { RuntimeEvent } from "@millrace/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "../../db";
import { createQueueStore } from "../queue/create-queue-store";
import { createRunStore } from "../runs/create-run-store";
import { createStateStore } from "../state/create-state-store";
import { createAssetReader } from "./create-asset-reader";
import { wipeAsset } from "./wipe-asset";

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const SPECS = {
  daily: { kind: "daily" as const, start: "2020-01-01", end: "2020-01-05" },
  static: { kind: "static" as const, keys: ["a", "b", "c", "d"] },
};
const audit = { actor: { kind: "user" as const, id: "usr_1", name: "Ada" }, action: "asset.wiped", target: "orders" };

/** An asset of which one run has materialized all partitions, with a check and state for each. */
async function materialized(spec: (typeof SPECS)[keyof typeof SPECS]) {
  const org = await seedOrganization(db);
  const { orgId, deploymentId, locationId, versionId } = org;
  await db.prisma.definition.create({
    data: {
      ...{ orgId, deploymentId, locationId, versionId, kind: "asset", key: "orders", owners: [] },
      data: { key: "orders", partitions: spec, deps: [] },
    },
  });
  const set = partitionSet(spec, { now: Date.now() });
  const keys = Array.from({ length: set.size }, (_, index) => set.keyAt(index));
  const runs = createRunStore(db);
  const run = { ...newRun(org, { steps: [planStep("orders")] }), assetKeys: ["orders"], partitionKeys: keys };
  await runs.launch(orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId, id: run.id }]));
  const fence = { attempt: 1, lease: run.id };
  await runs.claim(orgId, run.id, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });
  const step = { step: "orders", stepAttempt: 1 };
  const events: RuntimeEvent[] = keys.map((partition, index) => ({
    ...{ type: "materialization", at: 1_000 + index, ...step, asset: "orders", partition, metadata: { rows: index } },
  }));
  const state = { asset: { total: 4 }, partitions: Object.fromEntries(keys.map((key) => [key, { page: 1 }])) };
  await runs.appendEvents(orgId, run.id, {
    ...fence,
    batch: 1,
    events: [{ type: "stepStarted", at: 1, ...step }, ...events, { type: "stepSucceeded", at: 2_000, ...step, state }],
  });
  const place = { deploymentId, asset: "orders" };
  const reader = createAssetReader(db);
  return {
    keys,
    wipe: (what: Parameters<typeof wipeAsset>[3]) => wipeAsset(db, orgId, place, what, audit),
    counts: async () => partitionStatus(set, await reader.listPartitionRanges(orgId, place)).counts,
    facts: async () => (await reader.listStates(orgId, deploymentId, ["orders"]))[0],
    statePartitions: () => createStateStore(db).countPartitions(orgId, place),
    stateOfAsset: () => createStateStore(db).find(orgId, place, null),
  };
}

test.each(Object.entries(SPECS))("wiped partitions are missing again, and the others stay: %s", async (_, spec) => {
  const asset = await materialized(spec);
  expect(await asset.counts()).toMatchObject({ materialized: 4, missing: 0 });

  expect(await asset.wipe({ partitions: asset.keys.slice(1), withState: false })).toEqual({ materializations: 3 });
  expect(await asset.counts()).toMatchObject({ materialized: 1, missing: 3 });
  expect(await asset.facts()).toMatchObject({ lastMetadata: { rows: 0 }, lastStatus: "SUCCESS" });

  await asset.wipe({ partitions: asset.keys, withState: false });
  expect(await asset.counts()).toMatchObject({ materialized: 0, missing: 4 });
  expect(await asset.facts()).toMatchObject({ lastMaterializedAt: null, lastStatus: null, lastRunId: null });
});

test("state survives a wipe unless it is wiped too: then that of the wiped partitions, or all of it", async () => {
  const asset = await materialized(SPECS.static);
  await asset.wipe({ withState: false });
  expect(await asset.statePartitions()).toBe(4);
  await asset.wipe({ partitions: ["a"], withState: true });
  expect(await asset.statePartitions()).toBe(3);
  expect(await asset.stateOfAsset()).toMatchObject({ value: { total: 4 } });
  await asset.wipe({ withState: true });
  expect(await asset.statePartitions()).toBe(0);
  expect(await asset.stateOfAsset()).toBeNull();
});
