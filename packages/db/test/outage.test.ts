import { isOutage } from "@millrace/core";
import { createTestDatabase, type TestDatabase } from "@millrace/harness";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "../src/db";
import { sql } from "../src/sql";

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url, timeouts: { lockMs: 50 } });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const terminateItself = "select pg_terminate_backend(pg_backend_pid())";

test("recognizes a connection that the server ended, in SQL and in Prisma", async () => {
  expect(isOutage(await errorOf(db.query(sql`select pg_terminate_backend(pg_backend_pid())`)))).toBe(true);
  expect(isOutage(await errorOf(db.prisma.$queryRawUnsafe(terminateItself)))).toBe(true);
  const inTransaction = db.prisma.$transaction(async (tx) => {
    await tx.$queryRawUnsafe(terminateItself);
  });
  expect(isOutage(await errorOf(inTransaction))).toBe(true);
});

test("recognizes a server that accepts no connections, in SQL and in Prisma", async () => {
  const away = createDb({ url: "postgres://nobody@127.0.0.1:1/nothing" });

  expect(isOutage(await errorOf(away.query(sql`select 1`)))).toBe(true);
  expect(isOutage(await errorOf(away.prisma.organization.count()))).toBe(true);
  await away.close();
});

test("recognizes a lock that was not released in time", async () => {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("select pg_advisory_lock(1)");

  expect(isOutage(await errorOf(db.query(sql`select pg_advisory_xact_lock(1)`)))).toBe(true);
  expect(isOutage(await errorOf(db.prisma.$queryRawUnsafe("select pg_advisory_xact_lock(1)::text")))).toBe(true);
  await holder.end();
});

test("takes errors of the data, of statements and of the code for what they are", async () => {
  const errors = await Promise.all([
    errorOf(db.query(sql`select ${"a"}::int`)),
    errorOf(db.query(sql`select 1 / 0`)),
    errorOf(db.query(sql`insert into "ReaperPass" ("id") values (1)`)),
    errorOf(db.query(sql`insert into "Run" ("id") values ('run_1')`)),
    errorOf(db.query(sql`select nothing`)),
    errorOf(db.prisma.$queryRawUnsafe("select 1 / 0")),
    errorOf(db.prisma.reaperPass.create({ data: { id: 1 } })),
    errorOf(Promise.reject(new TypeError("undefined is not a function"))),
  ]);

  expect(errors.map((error) => [error instanceof Error, isOutage(error)])).toEqual(errors.map(() => [true, false]));
});
