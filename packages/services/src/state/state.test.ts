import { LIMITS } from "@millrace/core";
import type { PartitionChanges } from "@millrace/core/partitions";
import { createAssetReader, createDb, createPartitionStore, createStateStore, type Db } from "@millrace/db";
import {
  createTestDatabase,
  newRun,
  planStep,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ResetStateInput, SetStateInput } from "./change-state";
import { type StateUseCases, stateUseCases } from "./state-use-cases";

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;
let state: StateUseCases;
const editor = { can: () => true };

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  const clock = { now: () => new Date("2026-02-10T00:00:00Z") };
  state = stateUseCases({ assets: createAssetReader(db), state: createStateStore(db), clock });
});
beforeEach(async () => {
  org = await seedOrganization(db);
  await define("orders", { kind: "daily", start: "2026-01-01" });
  await define("customers", undefined);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function define(key: string, partitions: object | undefined): Promise<void> {
  const { orgId, deploymentId, locationId, versionId } = org;
  const data = { key, deps: [], external: false, ...(partitions ? { partitions } : {}) };
  const definition = { orgId, deploymentId, locationId, versionId, kind: "asset", key, owners: [], data };
  await db.prisma.definition.create({ data: definition });
}

const scope = () => ({ orgId: org.orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } as const });
const place = () => ({ id: org.deploymentId, name: "production" });
const set = (input: { key: string; partition?: string; value: Record<string, unknown> }) =>
  state.set(scope(), place(), SetStateInput.parse(input));
const reset = (input: { key: string; partition?: string; all?: boolean }) =>
  state.reset(scope(), place(), ResetStateInput.parse(input));
const get = (key: string) => state.get(scope(), { ...place(), ...editor }, { key });

test("a person sets and resets an asset's state, and the audit log keeps what it was", async () => {
  await set({ key: "customers", value: { cursor: 7 } });
  expect((await get("customers")).asset).toMatchObject({ value: { cursor: 7 }, updatedBy: "Ada", runId: null });
  await reset({ key: "customers" });
  expect((await get("customers")).asset).toBeNull();
  expect(await reset({ key: "customers" })).toEqual({ entries: 0 });

  const audit = await db.prisma.auditEntry.findMany({ where: { orgId: org.orgId }, orderBy: { id: "asc" } });
  expect(audit.map(({ action, target, details }) => [action, target, details])).toEqual([
    ["asset.stateSet", "production: customers", { before: null, after: { cursor: 7 } }],
    ["asset.stateReset", "production: customers", { before: { cursor: 7 } }],
  ]);
});

test("each partition has state of its own: listed newest first, found by a part of its key, reset by itself or with all", async () => {
  await set({ key: "orders", value: { total: 3 } });
  for (const day of ["2026-01-30", "2026-01-31", "2026-02-01"])
    await set({ key: "orders", partition: day, value: { page: 1 } });

  const list = { key: "orders", limit: 2 };
  const page = await state.listPartitions(scope(), place(), list);
  expect(page.data.map(({ partition }) => partition)).toEqual(["2026-02-01", "2026-01-31"]);
  const rest = await state.listPartitions(scope(), place(), { ...list, cursor: page.nextCursor });
  expect(rest).toMatchObject({ data: [{ partition: "2026-01-30" }], hasMore: false });
  const found = await state.listPartitions(scope(), place(), { ...list, search: "02-01" });
  expect(found.data).toMatchObject([{ partition: "2026-02-01", value: { page: 1 }, bytes: 10 }]);

  expect(await reset({ key: "orders", partition: "2026-01-30" })).toEqual({ entries: 1 });
  const gone = state.getPartition(scope(), place(), { key: "orders", partition: "2026-01-30" });
  await expect(gone).rejects.toMatchObject({ code: "state_not_found" });
  expect(await get("orders")).toMatchObject({ asset: { value: { total: 3 } }, partitions: 2 });
  expect(await reset({ key: "orders", all: true })).toEqual({ entries: 3 });
  expect(await get("orders")).toMatchObject({ asset: null, partitions: 0 });
  const [last] = await db.prisma.auditEntry.findMany({ where: { orgId: org.orgId }, orderBy: { id: "desc" }, take: 1 });
  expect(last).toMatchObject({ action: "asset.stateReset", details: { all: true, entries: 3 } });
});

test("rejects changes to a partition that doesn't exist, and changes under a run that uses the state", async () => {
  const change = { key: "orders", partition: "2026-01-31", value: { page: 1 } };
  await expect(set({ ...change, partition: "2026-02-30" })).rejects.toMatchObject({
    code: "partition_not_found",
    message: 'Asset "orders" has no partition "2026-02-30".',
  });
  await expect(set({ ...change, key: "customers" })).rejects.toMatchObject({ code: "partition_unexpected" });

  const run = { ...newRun(org, { steps: [planStep("orders")] }), assetKeys: ["orders"], partitionKeys: ["2026-01-31"] };
  await db.prisma.run.create({ data: { ...run, orgId: org.orgId, status: "STARTED" } as never });
  await expect(set(change)).rejects.toMatchObject({
    code: "asset_running",
    message: `Run ${run.id} is using the state of "orders" and would overwrite your change. Wait for it to finish or cancel it.`,
  });
  await set({ ...change, partition: "2026-01-30" });
});

test("a partition of a dynamic set has state while its key is there, and none when it comes again", async () => {
  await define("tenants", { kind: "dynamic", name: "customers" });
  const change = { key: "tenants", partition: "acme", value: { page: 1 } };
  await expect(set(change)).rejects.toMatchObject({ code: "partition_not_found" });
  const keys = createPartitionStore(db);
  const changeKeys = (changes: PartitionChanges) =>
    keys.change(org.orgId, org.deploymentId, "customers", changes, "Ada", () => undefined);
  await changeKeys({ add: ["acme"] });
  await set(change);
  expect(await get("tenants")).toMatchObject({ partitions: 1 });
  await changeKeys({ delete: ["acme"] });
  await changeKeys({ add: ["acme"] });
  expect(await get("tenants")).toMatchObject({ partitions: 0 });
});

test("state beyond the limit is refused by its name", () => {
  const value = { text: "x".repeat(LIMITS.stateBytesMax) };
  const refused = SetStateInput.safeParse({ key: "orders", value });
  expect(refused.error?.issues[0]?.message).toBe("must be at most 65536 bytes of JSON (stateBytesMax)");
  expect(ResetStateInput.safeParse({ key: "orders", partition: "a", all: true }).success).toBe(false);
});
