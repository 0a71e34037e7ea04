import { createAssetReader, createDb, type Db, writeAssetState } from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assetUseCases } from "./asset-use-cases";

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;
let assets: ReturnType<typeof assetUseCases>;
const can = { can: () => true };

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  org = await seedOrganization(db);
  const { orgId, deploymentId, locationId, versionId } = org;
  const partitions = { kind: "hourly", start: "1960-01-01" };
  await db.prisma.definition.create({
    data: {
      ...{ orgId, deploymentId, locationId, versionId },
      kind: "asset",
      key: "orders",
      owners: [],
      data: { key: "orders", deps: [], external: false, partitions },
    },
  });
  assets = assetUseCases({
    assets: createAssetReader(db),
    wipe: () => Promise.reject(new Error("not wiped here")),
    writeState: (...args) => writeAssetState(db, ...args),
    clock: { now: () => new Date("2026-02-10T00:00:00Z") },
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const scope = () => ({ orgId: org.orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } as const });
const place = () => ({ id: org.deploymentId, name: "production" });
const state = async () => (await assets.get(scope(), place(), can, { key: "orders" })).state?.watermark;

test("a person sets and resets an asset's state, and the audit log keeps what it was", async () => {
  await assets.setState(scope(), place(), can, { key: "orders", value: { cursor: 7 } });
  expect(await state()).toEqual({ cursor: 7 });
  await assets.setState(scope(), place(), can, { key: "orders", value: null });
  expect(await state()).toBeNull();
  const audit = await db.prisma.auditEntry.findMany({ where: { orgId: org.orgId }, orderBy: { id: "asc" } });
  expect(audit.map(({ action, details }) => [action, details])).toEqual([
    ["asset.state_set", { before: null, after: { cursor: 7 } }],
    ["asset.state_reset", { before: { cursor: 7 }, after: null }],
  ]);
});

test("nobody changes the state without the permission, or under a run that would overwrite it", async () => {
  const change = { key: "orders", value: { cursor: 1 } };
  await expect(assets.setState(scope(), place(), { can: () => false }, change)).rejects.toMatchObject({
    code: "permission_missing",
  });
  await db.prisma.assetState.updateMany({ where: { orgId: org.orgId }, data: { runningRunId: "run_1" } });
  await expect(assets.setState(scope(), place(), can, change)).rejects.toMatchObject({ code: "asset_running" });
});

test("the status of half a million partitions is counts and segments, never keys", async () => {
  await db.prisma.assetState.updateMany({
    where: { orgId: org.orgId },
    data: { partitionRanges: [{ from: "1960-01-01-00:00", to: "2025-12-31-23:00", status: "materialized" }] },
  });
  const partitions = await assets.partitions(scope(), place(), { key: "orders" });
  expect(partitions.size).toBeGreaterThan(500_000);
  expect(partitions.segments.map(({ status, from, to }) => [status, from, to])).toEqual([
    ["materialized", "1960-01-01-00:00", "2025-12-31-23:00"],
    ["missing", "2026-01-01-00:00", "2026-02-09-23:00"],
  ]);
  expect(JSON.stringify(partitions).length).toBeLessThan(2_000);
});
