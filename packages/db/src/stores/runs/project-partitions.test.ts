import { partitionSet, partitionStatus } from "@millrace/core/partitions";
import { createTestDatabase, newRun, planStep, seedOrganization } from "@millrace/harness";
import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test } from "vitest";
import { createDb } from "../../db";
import { createAssetReader } from "../assets/create-asset-reader";
import { createQueueStore } from "../queue/create-queue-store";
import { createRunStore } from "./create-run-store";

const spec = { kind: "daily" as const, start: "2020-01-01" };
const set = partitionSet(spec, { now: Date.now() });

const materialized = (partition: string): RuntimeEvent => ({
  type: "materialization",
  at: Date.now(),
  step: "orders",
  stepAttempt: 1,
  asset: "orders",
  partition,
  metadata: {},
});

test("what runs write of partitions is read as ranges, and the newest status of each wins", async () => {
  const database = await createTestDatabase();
  const db = createDb({ url: database.url });
  const org = await seedOrganization(db);
  const { orgId, deploymentId } = org;
  await db.prisma.definition.create({
    data: {
      orgId,
      deploymentId,
      kind: "asset",
      key: "orders",
      locationId: org.locationId,
      versionId: org.versionId,
      owners: [],
      data: { key: "orders", partitions: spec, deps: [] },
    },
  });
  const runs = createRunStore(db);
  const write = async (partitionKeys: string[], events: (keys: string[]) => RuntimeEvent[]) => {
    const run = { ...newRun(org, { steps: [planStep("orders")] }), partitionKeys };
    await runs.launch(orgId, (tx) => tx.insert(run));
    await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId, id: run.id }]));
    const fence = { attempt: 1, lease: run.id };
    await runs.claim(orgId, run.id, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });
    await runs.appendEvents(orgId, run.id, { ...fence, batch: 1, events: events(partitionKeys) });
  };
  const days = Array.from({ length: 10 }, (_, index) => set.keyAt(index));
  await write(days, (keys) => keys.map(materialized));
  await write(
    [days[4] as string],
    () =>
      [
        { type: "stepStarted", at: Date.now(), step: "orders", stepAttempt: 1 },
        {
          type: "stepFailed",
          at: Date.now(),
          step: "orders",
          stepAttempt: 1,
          reason: "STEP_FAILURE",
          error: { message: "no" },
        },
      ] as RuntimeEvent[],
  );

  const ranges = await createAssetReader(db).listPartitionRanges(orgId, { deploymentId, asset: "orders" });
  expect(ranges).toEqual([
    { from: days[0], to: days[3], status: "materialized" },
    { from: days[5], to: days[9], status: "materialized" },
    { from: days[4], to: days[4], status: "failed" },
  ]);
  expect(partitionStatus(set, ranges).counts).toMatchObject({ materialized: 9, failed: 1 });
  const failedPartitions = async () =>
    (await createAssetReader(db).listStates(orgId, deploymentId))[0]?.failedPartitions;
  await write([days[5] as string], (keys) => keys.map(materialized));
  expect(await failedPartitions()).toBe(1);
  await write([days[4] as string], (keys) => keys.map(materialized));
  expect(await failedPartitions()).toBe(0);
  await db.close();
  await database.drop();
});
