import { DomainError } from "@millrace/core";
import type { PartitionsSpec } from "@millrace/core/manifest";
import { partitionSet, partitionStatus } from "@millrace/core/partitions";
import { createTestDatabase, newRun, planStep, type SeededOrganization, seedOrganization } from "@millrace/harness";
import type { RuntimeEvent } from "@millrace/protocol";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createDb, type Db } from "../../db";
import { createAssetReader } from "../assets/create-asset-reader";
import { createQueueStore } from "../queue/create-queue-store";
import { createRunStore } from "../runs/create-run-store";
import { createPartitionStore } from "./create-partition-store";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  org = await seedOrganization(db);
});

const CUSTOMERS: PartitionsSpec = { kind: "dynamic", name: "customers" };
const change = (changes: { add?: string[]; delete?: string[] }, check = (): undefined => undefined) =>
  createPartitionStore(db).change(org.orgId, org.deploymentId, "customers", changes, "Ada", check);
const keys = async () =>
  (await createPartitionStore(db).keysOf(org.orgId, org.deploymentId, ["customers"])).customers ?? [];
const ranges = (asset: string) =>
  createAssetReader(db).listPartitionRanges(org.orgId, { deploymentId: org.deploymentId, asset });

async function define(key: string, partitions: PartitionsSpec): Promise<void> {
  const { orgId, deploymentId, locationId, versionId } = org;
  await db.prisma.definition.create({
    data: {
      ...{ orgId, deploymentId, locationId, versionId, kind: "asset", key, owners: [] },
      data: { key, partitions, deps: [] },
    },
  });
}

/** Starts a run of an asset; answers how its worker appends events. */
async function start(asset: string, partitionKeys: string[] = []) {
  const runs = createRunStore(db);
  const run = { ...newRun(org, { steps: [planStep(asset)] }), partitionKeys };
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  const pass = () => createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
  await vi.waitFor(async () => expect(await pass()).not.toBe("busy"));
  const fence = { attempt: 1, lease: run.id };
  await runs.claim(org.orgId, run.id, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });
  const append = (batch: number, events: RuntimeEvent[], lease = run.id) =>
    runs.appendEvents(org.orgId, run.id, { ...fence, lease, batch, events });
  return { id: run.id, append };
}

/** Runs an asset for some partitions; `before` happens while the run is under way. */
async function materialize(asset: string, partitionKeys: string[], before?: () => Promise<unknown>): Promise<void> {
  const { append } = await start(asset, partitionKeys);
  await before?.();
  const events = partitionKeys.map(
    (partition): RuntimeEvent => ({
      ...{ type: "materialization", at: Date.now(), step: asset, stepAttempt: 1, asset, partition, metadata: {} },
    }),
  );
  await append(1, events);
}

const succeeded = (step: string, changes: { add?: string[]; delete?: string[] }): RuntimeEvent => ({
  ...{ type: "stepSucceeded", at: Date.now(), step, stepAttempt: 1, dynamicPartitions: { customers: changes } },
});

test("what a step adds and deletes is written with its success, once, and never by a worker that has lost the run", async () => {
  await change({ add: ["gone"] });
  const { id, append } = await start("crm");
  const events = [succeeded("crm", { add: ["zeta", "acme", "a|b"], delete: ["gone"] })];
  expect(await append(1, events, "another lease")).toEqual({ kind: "stale" });
  expect(await keys()).toEqual(["gone"]);
  expect(await append(1, events)).toEqual({ kind: "appended" });
  await change({ delete: ["zeta"] });
  expect(await append(1, events)).toEqual({ kind: "duplicate" });
  expect(await keys()).toEqual(["acme"]);
  const [row] = await createPartitionStore(db).listKeys(org.orgId, org.deploymentId, "customers", { limit: 1 });
  expect(row?.addedBy).toBe(id);
});

test("steps of several runs change sets and materialize their partitions concurrently without a deadlock", async () => {
  await define("accounts", CUSTOMERS);
  await define("orders", CUSTOMERS);
  await change({ add: Array.from({ length: 20 }, (_, n) => `c${n}`) });
  await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      const [own, other] = n % 2 ? ["accounts", "orders"] : ["orders", "accounts"];
      const { append } = await start(own as string, [`c${n}`]);
      const at = { at: Date.now(), step: own as string, stepAttempt: 1, asset: own as string, metadata: {} };
      await append(1, [
        { type: "materialization", ...at, partition: `c${n}` },
        succeeded(own as string, { add: [`new${n}`], delete: [`c${n + 10}`] }),
      ]);
      await materialize(other as string, [`c${n}`]);
    }),
  );
  expect((await keys()).length).toBe(20);
  const set = partitionSet(CUSTOMERS, { now: 0, dynamicKeys: { customers: await keys() } });
  for (const asset of ["accounts", "orders"])
    expect(partitionStatus(set, await ranges(asset)).counts.materialized).toBe(10);
});

test("keys keep the order in which they were added, and adding or deleting them again changes nothing", async () => {
  expect(await change({ add: ["zeta", "acme", "mid"] })).toEqual({ added: 3, deleted: 0, size: 3 });
  expect(await change({ add: ["acme", "beta"] })).toEqual({ added: 1, deleted: 0, size: 4 });
  expect(await change({ delete: ["mid", "never"] })).toEqual({ added: 0, deleted: 1, size: 3 });
  expect(await keys()).toEqual(["zeta", "acme", "beta"]);
});

test("a change that its check refuses leaves the set as it was", async () => {
  const refuse = () => {
    throw new DomainError("overLimit", "dynamic_partitions_max", "too many");
  };
  await expect(change({ add: ["a"] }, refuse)).rejects.toMatchObject({ code: "dynamic_partitions_max" });
  expect(await keys()).toEqual([]);
});

test("with a key go the statuses of its partitions, in each dimension that it is a key of and in no other", async () => {
  await change({ add: ["acme", "globex"] });
  await define("accounts", CUSTOMERS);
  const region: PartitionsSpec = { kind: "static", keys: ["acme", "eu"] };
  await define("by_region", { kind: "multi", dimensions: { customer: CUSTOMERS, region } });
  await materialize("accounts", ["acme", "globex"]);
  await materialize("by_region", ["acme|eu", "globex|acme"]);
  expect(await ranges("accounts")).toEqual([{ from: "acme", to: "globex", status: "materialized" }]);

  await change({ delete: ["acme"] });
  expect(await ranges("accounts")).toEqual([{ from: "globex", to: "globex", status: "materialized" }]);
  expect(await ranges("by_region")).toEqual([{ from: "globex|acme", to: "globex|acme", status: "materialized" }]);

  await change({ add: ["acme"] });
  const set = partitionSet(CUSTOMERS, { now: 0, dynamicKeys: { customers: await keys() } });
  expect(partitionStatus(set, await ranges("accounts")).counts).toMatchObject({ missing: 1, materialized: 1 });
});

test("a key that is deleted while a run materializes its partition stays deleted", async () => {
  await change({ add: ["acme", "globex"] });
  await define("accounts", CUSTOMERS);
  await materialize("accounts", ["acme", "globex"], () => change({ delete: ["acme"] }));
  expect(await ranges("accounts")).toEqual([{ from: "globex", to: "globex", status: "materialized" }]);
  expect(await db.prisma.assetPartition.count({ where: { orgId: org.orgId } })).toBe(1);
});

test("keys that are added and deleted while runs report neither deadlock nor lose a status", async () => {
  await change({ add: Array.from({ length: 40 }, (_, n) => `c${n}`) });
  await define("accounts", CUSTOMERS);
  await define("orders", CUSTOMERS);
  await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      await materialize(n % 2 ? "accounts" : "orders", [`c${n}`, `c${n + 10}`]);
      await change({ delete: [`c${n + 20}`], add: [`new${n}`] });
    }),
  );
  const dynamicKeys = { customers: await keys() };
  const set = partitionSet(CUSTOMERS, { now: 0, dynamicKeys });
  expect(set.size).toBe(40);
  for (const asset of ["accounts", "orders"])
    expect(partitionStatus(set, await ranges(asset)).counts.materialized).toBe(10);
});

test("sets are listed with their sizes and the assets they partition", async () => {
  await change({ add: ["acme"] });
  await define("accounts", CUSTOMERS);
  await define("daily_accounts", {
    kind: "multi",
    dimensions: { customer: CUSTOMERS, day: { kind: "daily", start: "2026-01-01" } },
  });
  const store = createPartitionStore(db);
  expect(await store.listSizes(org.orgId, org.deploymentId)).toMatchObject([{ set: "customers", size: 1 }]);
  expect((await store.listUses(org.orgId, org.deploymentId)).map((it) => `${it.set} ${it.key}`)).toEqual([
    "customers accounts",
    "customers daily_accounts",
  ]);
  await change({ add: ["globex", "ACME 2"] });
  const found = await store.listKeys(org.orgId, org.deploymentId, "customers", { search: "acme", limit: 10 });
  expect(found.map((it) => it.key)).toEqual(["acme", "ACME 2"]);
  const page = { limit: 2, afterId: found[0]?.id };
  const after = await store.listKeys(org.orgId, org.deploymentId, "customers", page);
  expect(after.map((it) => it.key)).toEqual(["globex", "ACME 2"]);
});
