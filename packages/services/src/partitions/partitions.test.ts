import { LIMITS } from "@millrace/core";
import {
  createAssetReader,
  createDb,
  createDefinitionStore,
  createPartitionStore,
  createRunStore,
  type Db,
} from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getAssetPartitions } from "../assets/asset-partitions";
import { getPartitionMatrix } from "../assets/partition-matrix";
import { createChecker } from "../checks";
import { launchRun } from "../runs/launch-run";
import { partitionUseCases } from "./partition-use-cases";

const CUSTOMERS = { kind: "dynamic", name: "customers" };
const MANIFEST = {
  protocol: 1,
  sdkVersion: "1",
  assets: [
    asset("accounts", CUSTOMERS),
    asset("usage", {
      kind: "multi",
      dimensions: { customer: CUSTOMERS, region: { kind: "static", keys: ["eu", "us"] } },
    }),
  ],
  ...{ checks: [], ops: [], jobs: [], schedules: [], sensors: [], resources: [], env: [] },
};
function asset(key: string, partitions: object) {
  return { key, partitions, external: false, resources: [], deps: [], owners: [], tags: {}, kinds: [] };
}

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;
const scope = () => ({ orgId: org.orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } as const });
const place = () => ({ id: org.deploymentId, name: "production" });
const editor = { can: () => true };
const useCases = () => partitionUseCases({ partitions: createPartitionStore(db) });
const change = (changes: { add?: string[]; delete?: string[] }) =>
  useCases().change(scope(), place(), { set: "customers", add: [], delete: [], ...changes });
const status = (key: string) =>
  getAssetPartitions({ assets: createAssetReader(db), clock: { now: () => new Date() } })(scope(), place(), { key });

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  org = await seedOrganization(db, { manifest: MANIFEST });
  const { orgId, deploymentId, locationId, versionId } = org;
  await db.prisma.definition.createMany({
    data: MANIFEST.assets.map((data) => {
      return { orgId, deploymentId, locationId, versionId, kind: "asset", key: data.key, owners: [], data };
    }),
  });
});

const checker = createChecker();

test("keys that are added can be launched at once, in every text form, and keys that are not are refused", async () => {
  const launch = (select: string, partitions: string | string[]) => {
    const deps = { runs: createRunStore(db), definitions: createDefinitionStore(db), checker };
    return launchRun(deps)(scope(), place(), { select, partitions }, { trigger: "manual", runsMax: 1 });
  };
  const keysOf = async (launched: { id: string }) =>
    (await db.prisma.run.findUniqueOrThrow({ where: { orgId_id: { orgId: org.orgId, id: launched.id } } }))
      .partitionKeys;

  await expect(launch("key:accounts", ["acme"])).rejects.toMatchObject({
    code: "partition_not_found",
    message: expect.stringContaining("millrace partitions add customers"),
  });
  await change({ add: ["zeta", "acme", "acorn"] });
  expect(await keysOf(await launch("key:accounts", ["acme"]))).toEqual(["acme"]);
  expect(await keysOf(await launch("key:accounts", "[zeta...acme]"))).toEqual(["zeta", "acme"]);
  expect(await keysOf(await launch("key:accounts", "ac*"))).toEqual(["acme", "acorn"]);
  expect(await keysOf(await launch("key:usage", "acme|eu, acorn|*"))).toEqual(["acme|eu", "acorn|eu", "acorn|us"]);
  await change({ delete: ["acme"] });
  await expect(launch("key:accounts", ["acme"])).rejects.toMatchObject({ code: "partition_not_found" });
  await expect(launch("key:usage", "acme|eu")).rejects.toMatchObject({ code: "partition_not_found" });
});

test("an asset's status knows the keys of its set, in one dimension and in several", async () => {
  await change({ add: ["acme", "globex"] });
  expect(await status("accounts")).toMatchObject({
    size: 2,
    first: "acme",
    latest: "globex",
    counts: { missing: 2 },
    dynamicSets: ["customers"],
  });
  expect(await status("usage")).toMatchObject({
    size: 4,
    dimensions: [
      { name: "customer", size: 2 },
      { name: "region", size: 2 },
    ],
  });
  const matrix = getPartitionMatrix({ assets: createAssetReader(db), clock: { now: () => new Date() } });
  const axes = { rows: "customer", columns: "region", fixed: {}, from: 1, count: 5 };
  expect(await matrix(scope(), place(), { key: "usage", ...axes })).toMatchObject({
    rows: 2,
    columns: 2,
    data: [{ key: "globex", counts: { missing: 2 }, segments: [{ status: "missing", first: 0, last: 1 }] }],
  });
  await expect(matrix(scope(), place(), { key: "accounts", ...axes })).rejects.toMatchObject({
    code: "matrix_needs_two_dimensions",
  });
});

test("a change is told to the audit log with its keys, and one that changes nothing is not", async () => {
  await change({ add: ["acme", "globex", "acme"] });
  await change({ add: ["acme"] });
  await change({ delete: ["acme"] });
  const entries = await db.prisma.auditEntry.findMany({ where: { orgId: org.orgId }, orderBy: { id: "asc" } });
  expect(entries.map(({ action, target, details }) => ({ action, target, details }))).toEqual([
    {
      action: "partitionSet.changed",
      target: "production: customers",
      details: { added: 2, add: ["acme", "globex"] },
    },
    { action: "partitionSet.changed", target: "production: customers", details: { deleted: 1, delete: ["acme"] } },
  ]);
});

test("a set takes no key that could not be written, and no more than its limit", async () => {
  await expect(change({ add: ["a|b"] })).rejects.toMatchObject({ code: "invalid_partitions" });
  await db.prisma.$executeRaw`
    insert into "DynamicPartition" ("orgId", "deploymentId", "set", "key", "addedBy")
    select ${org.orgId}, ${org.deploymentId}, 'customers', 'c' || n, 'seed'
    from generate_series(1, ${LIMITS.dynamicPartitionsMax}::int) n`;
  await expect(change({ add: ["one_more"] })).rejects.toMatchObject({
    code: "dynamic_partitions_max",
    message: expect.stringContaining("dynamicPartitionsMax"),
  });
  expect(await change({ add: ["c1"], delete: ["c2"] })).toEqual({ added: 0, deleted: 1, size: 99_999 });
});

test("names the code locations that use a set", async () => {
  expect(await useCases().findLocationIds(scope(), place(), "customers")).toContain(org.locationId);
});

test("a misspelt set is an error that names the one that was meant", async () => {
  const input = { set: "custmers", add: ["acme"], delete: [] };
  await expect(useCases().change(scope(), place(), input)).rejects.toMatchObject({
    code: "partition_set_not_found",
    message: expect.stringContaining('Did you mean "customers"?'),
  });
  const [set] = await useCases().sets(scope(), { ...place(), ...editor });
  expect(set).toMatchObject({ name: "customers", size: 0, usedBy: [{ key: "accounts" }, { key: "usage" }] });
});
