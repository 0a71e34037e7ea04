import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTestDatabase, type SeededOrganization, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDb, type Db } from "../db";
import { sql } from "../sql";
import { ROLES } from "./roles";
import { inOrganization, inPlatform } from "./scope";
import { scopedStore } from "./scoped-store";

let database: TestDatabase;
let fixtures: Db;
let db: Db;
let mine: SeededOrganization;
let other: SeededOrganization;
beforeAll(async () => {
  database = await createTestDatabase();
  fixtures = createDb({ url: database.url });
  db = createDb({ url: database.appUrl, connectionsMax: 2 });
  [mine, other] = [await seedOrganization(fixtures), await seedOrganization(fixtures)];
});
afterAll(async () => {
  await Promise.all([db.close(), fixtures.close()]);
  await database.drop();
});

const names = (rows: { orgId: string }[]) => rows.map(({ orgId }) => orgId);
const listDeployments = () => db.query<{ orgId: string }>(sql`select "orgId" from "Deployment" order by "orgId"`);
const renameDeployments = () => db.execute(sql`update "Deployment" set "name" = 'renamed'`);

describe("the database", () => {
  test("isolates every table that has an organization, from its owner too", async () => {
    const open = await fixtures.query(sql`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and (a.attname = 'orgId' or (c.relname = 'Organization' and a.attname = 'id'))
        and not (
          c.relrowsecurity and c.relforcerowsecurity
          and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'organization'
            and p.polcmd = '*' and p.polroles = array[${ROLES.application}::regrole::oid])
        )`);
    expect(open).toEqual([]);
  });

  test("lets the application's roles own nothing, bypass nothing, and not log in", async () => {
    const roles = Object.values(ROLES);
    expect(
      await fixtures.query(sql`
        select rolname from pg_roles where rolname = any(${roles})
          and not (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb) order by rolname`),
    ).toHaveLength(roles.length);
    expect(
      await fixtures.query(sql`select relname from pg_class where pg_get_userbyid(relowner) = any(${roles})`),
    ).toEqual([]);
  });
});

describe("a statement that forgets its organization", () => {
  test("sees and changes only the rows of the organization in scope", async () => {
    await inOrganization(mine.orgId, async () => {
      expect(names(await listDeployments())).toEqual([mine.orgId]);
      expect(names(await db.prisma.deployment.findMany())).toEqual([mine.orgId]);
      expect(await renameDeployments()).toBe(1);
      expect((await db.prisma.deployment.updateMany({ data: { paused: false } })).count).toBe(1);
      expect((await db.prisma.organization.findMany()).map(({ id }) => id)).toEqual([mine.orgId]);
    });
  });

  test("can't write rows of another organization", async () => {
    const data = { orgId: other.orgId, id: "dep_planted", name: "planted" };
    await inOrganization(mine.orgId, async () => {
      await expect(db.prisma.deployment.create({ data })).rejects.toThrow(/row-level security/);
      await expect(
        db.execute(sql`update "Deployment" set "orgId" = ${other.orgId} where "orgId" = ${mine.orgId}`),
      ).rejects.toThrow(/row-level security/);
    });
  });

  test("sees nothing outside of a scope, and can't write", async () => {
    expect(await listDeployments()).toEqual([]);
    expect(await renameDeployments()).toBe(0);
    const data = { orgId: mine.orgId, id: "dep_planted", name: "planted" };
    await expect(db.prisma.deployment.create({ data })).rejects.toThrow(/row-level security/);
  });

  test("sees all organizations in the platform's scope", async () => {
    expect(names(await inPlatform(listDeployments))).toEqual([mine.orgId, other.orgId].sort());
  });
});

describe("a scope", () => {
  test.each<[string, () => Promise<{ orgId: string }[]>]>([
    ["a transaction of SQL", () => db.transaction((tx) => tx.query(sql`select "orgId" from "Deployment"`))],
    ["an interactive transaction of Prisma", () => db.prisma.$transaction((tx) => tx.deployment.findMany())],
    [
      "a batch of Prisma",
      async () => (await db.prisma.$transaction([db.prisma.$queryRaw`select 1`, db.prisma.deployment.findMany()]))[1],
    ],
    ["a statement without values", () => db.prisma.$queryRawUnsafe(`select "orgId" from "Deployment"`)],
  ])("holds in %s", async (_, read) => {
    expect(names(await inOrganization(mine.orgId, read))).toEqual([mine.orgId]);
    expect(await read()).toEqual([]);
  });

  test("stays with its statement while many wait for few connections", async () => {
    const orgs = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? mine.orgId : other.orgId));
    const seen = await Promise.all(orgs.map((orgId) => inOrganization(orgId, listDeployments)));
    expect(seen.map((rows) => names(rows))).toEqual(orgs.map((orgId) => [orgId]));
  });

  test("stays with its statement when Prisma reads for two organizations in one turn", async () => {
    const read = (orgId: string) => inOrganization(orgId, () => db.prisma.deployment.findFirst({ where: { orgId } }));
    const found = await Promise.all([mine, other].map(({ orgId }) => read(orgId)));
    expect(found.map((row) => row?.orgId)).toEqual([mine.orgId, other.orgId]);
  });

  test("ends with its statement, also when that fails", async () => {
    await expect(inOrganization(mine.orgId, () => db.query(sql`select 1 / 0`))).rejects.toThrow(/zero/);
    expect(await listDeployments()).toEqual([]);
  });

  test("can change inside of a transaction, and comes back after a savepoint is undone", async () => {
    await db.prisma.$transaction(async (tx) => {
      const read = async () => names(await tx.deployment.findMany());
      expect(await inOrganization(mine.orgId, read)).toEqual([mine.orgId]);
      await tx.$executeRawUnsafe("savepoint here");
      expect(await inOrganization(other.orgId, read)).toEqual([other.orgId]);
      await tx.$executeRawUnsafe("rollback to here");
      expect(await inOrganization(other.orgId, read)).toEqual([other.orgId]);
    });
  });

  test("of one organization can't reach for another", async () => {
    const reach = () => inOrganization(other.orgId, listDeployments);
    await expect(inOrganization(mine.orgId, reach)).rejects.toThrow(`${mine.orgId} reached for ${other.orgId}`);
  });
});

describe("a store", () => {
  const store = scopedStore({
    list: (_orgId: string) => listDeployments(),
    listOf: (_record: { orgId: string }) => listDeployments(),
    unscopedList: () => listDeployments(),
  });

  test("works for the organization that is named first, or for all if its method says so", async () => {
    expect(names(await store.list(mine.orgId))).toEqual([mine.orgId]);
    expect(names(await store.listOf({ orgId: other.orgId }))).toEqual([other.orgId]);
    expect(await store.unscopedList()).toHaveLength(2);
  });

  test("never looks up an organization's row with findUnique, which Prisma batches over scopes", () => {
    const folder = join(import.meta.dirname, "../stores");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const batched = files.flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [...text.matchAll(/prisma\.(\w+)\.findUnique/g)].map(([, model]) => `${file}: ${model}`);
    });
    const ofPeople = /: (user|session|oauthAccount|totpFactor|passkey|platform)$|tokens.ts: apiToken$/;
    expect(batched.filter((use) => !ofPeople.test(use) && !use.includes(".test.ts"))).toEqual([]);
  });
});
