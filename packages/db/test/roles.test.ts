import { randomBytes } from "node:crypto";
import { asOwner, seedOrganization } from "@millrace/harness";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDb, type Db, sql } from "../src/index";
import { migrate } from "../src/migrate";
import { inOrganization } from "../src/tenancy/scope";

const PASSWORD = "correct-horse";
const suffix = randomBytes(4).toString("hex");
const [owner, apps, database] = [`owner_${suffix}`, `apps_${suffix}`, `roles_${suffix}`];
const opened: Db[] = [];

const urlOf = (user: string): string => {
  const url = new URL(process.env.TEST_DATABASE_URL as string);
  Object.assign(url, { username: user, password: PASSWORD, pathname: `/${database}` });
  return url.href;
};
const open = (url: string): Db => {
  const db = createDb({ url });
  opened.push(db);
  return db;
};

async function administer(...statements: string[]): Promise<void> {
  const admin = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}

beforeEach(() =>
  administer(
    `create role ${owner} login password '${PASSWORD}'`,
    `create role ${apps} login noinherit password '${PASSWORD}'`,
    `grant millrace_app, millrace_platform to ${apps}`,
    `create database ${database} owner ${owner}`,
  ),
);
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
  await administer(`drop database ${database} with (force)`, `drop role ${owner}, ${apps}`);
});

test("an owner without SUPERUSER migrates, and the apps run as a user who owns nothing", async () => {
  await administer(`grant millrace_app, millrace_platform to ${owner}`);
  await migrate(urlOf(owner));
  const fixtures = open(asOwner(urlOf(owner)));
  const [mine] = [await seedOrganization(fixtures), await seedOrganization(fixtures)];

  const db = open(urlOf(apps));
  const list = () => db.query<{ orgId: string }>(sql`select "orgId" from "Deployment"`);
  expect(await inOrganization(mine.orgId, list)).toEqual([{ orgId: mine.orgId }]);
  expect(await list()).toEqual([]);
  const itself = open(asOwner(urlOf(apps)));
  await expect(itself.query(sql`select "orgId" from "Deployment"`)).rejects.toThrow(/permission denied/);
});

test("an owner who can't use the roles gets the statements that an administrator must run", async () => {
  await expect(migrate(urlOf(owner))).rejects.toThrow(`GRANT millrace_app TO ${owner}`);
});
