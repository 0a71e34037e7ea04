import { createAssetReader, createDb, type Db } from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assetUseCases } from "./asset-use-cases";

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;
let assets: ReturnType<typeof assetUseCases>;

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
    clock: { now: () => new Date("2026-02-10T00:00:00Z") },
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const scope = () => ({ orgId: org.orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } as const });
const place = () => ({ id: org.deploymentId, name: "production" });

test("the status of half a million partitions is counts and segments, never keys", async () => {
  const { orgId, deploymentId } = org;
  const partitionRanges = [{ from: "1960-01-01-00:00", to: "2025-12-31-23:00", status: "materialized" }];
  await db.prisma.assetState.create({ data: { orgId, deploymentId, asset: "orders", partitionRanges } });
  const partitions = await assets.partitions(scope(), place(), { key: "orders" });
  expect(partitions.size).toBeGreaterThan(500_000);
  expect(partitions.segments.map(({ status, from, to }) => [status, from, to])).toEqual([
    ["materialized", "1960-01-01-00:00", "2025-12-31-23:00"],
    ["missing", "2026-01-01-00:00", "2026-02-09-23:00"],
  ]);
  expect(JSON.stringify(partitions).length).toBeLessThan(2_000);
});
