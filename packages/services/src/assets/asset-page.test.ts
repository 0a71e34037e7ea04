import { createAssetReader, createDb, type Db } from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getAssetPage } from "./asset-page";

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  org = await seedOrganization(db);
  await define("orders", []);
  await define("revenue", ["orders"]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

function define(key: string, deps: string[]) {
  const { orgId, deploymentId, locationId, versionId } = org;
  const data = { key, deps: deps.map((asset) => ({ input: asset, asset, view: "value" })), external: false };
  return db.prisma.definition.create({
    data: { ...{ orgId, deploymentId, locationId, versionId }, kind: "asset", key, owners: [], data },
  });
}

async function materialize(asset: string, at: string, dataVersion: string) {
  const place = { orgId: org.orgId, deploymentId: org.deploymentId, asset };
  const when = new Date(at);
  await db.prisma.materialization.create({
    data: { ...place, runId: "run_1", step: asset, at: when, metadata: {}, dataVersion },
  });
  const newest = { lastMaterializedAt: when, dataVersion };
  const key = { orgId_deploymentId_asset: place };
  await db.prisma.assetState.upsert({ where: key, create: { ...place, ...newest }, update: newest });
}

async function reasons() {
  const scope = { orgId: org.orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } as const };
  const deployment = { id: org.deploymentId, name: "production", can: () => true };
  const page = await getAssetPage({ assets: createAssetReader(db) })(scope, deployment, { key: "revenue" });
  return page.staleBecause;
}

test("an asset is stale when an input came out differently since, not when it came out the same", async () => {
  await materialize("orders", "2026-01-01", "aaaa");
  await materialize("revenue", "2026-01-02", "rrrr");
  expect(await reasons()).toEqual([]);
  await materialize("orders", "2026-01-03", "aaaa");
  expect(await reasons()).toEqual([]);
  await materialize("orders", "2026-01-04", "bbbb");
  expect(await reasons()).toEqual([{ kind: "upstream", asset: "orders", at: new Date("2026-01-04") }]);
});
