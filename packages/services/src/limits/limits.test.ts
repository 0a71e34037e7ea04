import { createDb, createLimitStore, createQueueReader, createRunStore, type Db } from "@millrace/db";
import {
  createTestDatabase,
  newRun,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Scope } from "../scope";
import { type LimitUseCases, limitUseCases, SetLimitInput, SetPoolInput } from "./limits";

let database: TestDatabase;
let db: Db;
let limits: LimitUseCases;
let org: SeededOrganization;
let scope: Scope;
let production: { id: string; name: string };

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  limits = limitUseCases({ limits: createLimitStore(db), queue: createQueueReader(db) });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  org = await seedOrganization(db);
  scope = { orgId: org.orgId, actor: { kind: "user", id: "usr_admin", name: "Ada" } };
  production = { id: org.deploymentId, name: "production" };
});

const set = (input: object) => limits.set(scope, production, SetLimitInput.parse(input));
const setPool = (input: object) => limits.setPool(scope, production, SetPoolInput.parse(input));
const audited = async () =>
  (await db.prisma.auditEntry.findMany({ where: { orgId: org.orgId }, orderBy: { id: "asc" } })).map((it) => it.action);

test("the three kinds of limits of one tag stand beside each other; setting one again changes it", async () => {
  await set({ kind: "TAG", key: "customer", value: "acme", limit: 1 });
  await set({ kind: "TAG", key: "customer", limit: 5 });
  await set({ kind: "TAG", key: "customer", perUniqueValue: true, limit: 2 });
  const { id } = await set({ kind: "TAG", key: "customer", value: "acme", limit: 3 });

  const all = await limits.list(scope, production);
  expect(all.map(({ value, perUniqueValue, limit }) => [value, perUniqueValue, limit])).toEqual(
    expect.arrayContaining([
      ["acme", false, 3],
      [null, false, 5],
      [null, true, 2],
    ]),
  );
  expect(all).toHaveLength(3);
  expect(all.find((it) => it.id === id)).toMatchObject({ value: "acme", updatedBy: "Ada" });
  expect(await audited()).toEqual(Array(4).fill("limit.set"));
});

test("a limit is deleted once, by its own deployment alone", async () => {
  const { id } = await set({ kind: "JOB", key: "nightly", limit: 0 });
  const staging = { id: "dep_other", name: "staging" };
  await expect(limits.delete(scope, staging, { limitId: id })).rejects.toMatchObject({ code: "limit_not_found" });
  await limits.delete(scope, production, { limitId: id });
  expect(await limits.list(scope, production)).toEqual([]);
  await expect(limits.delete(scope, production, { limitId: id })).rejects.toMatchObject({ code: "limit_not_found" });
});

test("a pool has its own limit or the deployment's default, and none again when it is removed", async () => {
  await createRunStore(db).launch(org.orgId, (tx) => tx.insert(newRun(org, { pools: ["warehouse"] })));
  await db.prisma.run.updateMany({ where: { orgId: org.orgId }, data: { status: "STARTED" } });
  await setPool({ name: null, limit: 4 });
  expect(await limits.listPools(scope, production)).toMatchObject([{ name: "warehouse", limit: 4, isDefault: true }]);
  await setPool({ name: "warehouse", limit: 1, granularity: "run" });
  expect(await limits.listPools(scope, production)).toMatchObject([
    { name: "warehouse", limit: 1, granularity: "run", isDefault: false, used: 1 },
  ]);
  await setPool({ name: "warehouse", limit: null });
  await setPool({ name: null, limit: null });
  expect(await limits.listPools(scope, production)).toMatchObject([
    { name: "warehouse", limit: null, isDefault: true },
  ]);
});
