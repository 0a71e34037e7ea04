import { createTestDatabase, type TestDatabase } from "@millrace/harness";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDb, type Db } from "./db";
import { listen } from "./listen";
import { migrate } from "./migrate";
import { sql } from "./sql";

let database: TestDatabase;
let admin: pg.Client;
const opened: Db[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.url, application_name: "admin" });
  await admin.connect();
});

afterAll(async () => {
  await Promise.all(opened.map((db) => db.close()));
  await admin.end();
  await database.drop();
});

function open(options: Partial<Parameters<typeof createDb>[0]> = {}): Db {
  const db = createDb({ url: database.url, ...options });
  opened.push(db);
  return db;
}

const terminateAll = () =>
  admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );

const answerOf = (db: Db) => db.query<{ one: number }>(sql`select 1 as "one"`);

test("a transaction whose connection is terminated between two statements rejects, and the pool continues", async () => {
  const errors: Error[] = [];
  const db = open({ onError: (error) => errors.push(error) });

  const transaction = db.transaction(async (tx) => {
    await tx.query(sql`select 1`);
    await terminateAll();
    await vi.waitFor(() => expect(errors).not.toEqual([]));
    await tx.query(sql`select 1`);
  });

  await expect(transaction).rejects.toThrow();
  expect(await answerOf(db)).toEqual([{ one: 1 }]);
});

test("a Prisma transaction whose connection is terminated rejects, and the pool continues", async () => {
  const db = open();

  const transaction = db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select 1`;
    await terminateAll();
    await tx.$queryRaw`select 1`;
  });

  await expect(transaction).rejects.toThrow();
  await vi.waitFor(async () => expect(await answerOf(db)).toEqual([{ one: 1 }]));
});

test("survives the termination of every backend five times while transactions are open", async () => {
  const db = open();
  const outcomes: Promise<unknown>[] = [];
  for (let round = 0; round < 5; round++) {
    let started = 0;
    for (let index = 0; index < 5; index++) {
      outcomes.push(
        db
          .transaction(async (tx) => {
            await tx.query(sql`select 1`);
            started += 1;
            await tx.query(sql`select pg_sleep(30)`);
          })
          .catch((error: Error) => error),
      );
    }
    await vi.waitFor(() => expect(started).toBe(5));
    await terminateAll();
  }

  expect(await Promise.all(outcomes)).toEqual(Array(25).fill(expect.any(Error)));
  await vi.waitFor(async () => expect(await answerOf(db)).toEqual([{ one: 1 }]));
});

test("the server ends a transaction that is idle for too long, and releases its locks", async () => {
  const db = open({ timeouts: { idleInTransactionMs: 100 } });
  const other = open({ timeouts: { lockMs: 10_000 } });
  let finish: (() => void) | undefined;
  const frozen = db
    .transaction(async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(1)`);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    })
    .catch((error: Error) => error);
  await vi.waitFor(() => expect(finish).toBeDefined());

  await other.transaction((tx) => tx.query(sql`select pg_advisory_xact_lock(1)`));
  finish?.();

  expect(await frozen).toBeInstanceOf(Error);
});

test("limits the time of a statement and of a wait for a lock, except where a transaction has limits of its own", async () => {
  const db = open({ timeouts: { statementMs: 100, lockMs: 50 } });

  await expect(db.query(sql`select pg_sleep(10)`)).rejects.toMatchObject({ code: "57014" });
  await db.transaction(async () => {
    await admin.query("select pg_advisory_lock(2)");
    await expect(db.query(sql`select pg_advisory_xact_lock(2)`)).rejects.toMatchObject({ code: "55P03" });
    await admin.query("select pg_advisory_unlock(2)");
  });
  await db.transaction((tx) => tx.query(sql`select pg_sleep(0.2)`), { statementMs: 60_000 });
});

test("doesn't wait for a server that never answers", async () => {
  const db = open({ timeouts: { answerMs: 100, statementMs: 0 }, connectionsMax: 1 });

  await expect(db.query(sql`select pg_sleep(10)`)).rejects.toThrow("timeout");
  await expect(db.transaction((tx) => tx.query(sql`select pg_sleep(10)`))).rejects.toThrow("timeout");
  expect(await answerOf(db)).toEqual([{ one: 1 }]);
});

test("a listener connects again after its connection is terminated", async () => {
  const received: string[] = [];
  let connected = 0;
  const listener = await listen({
    url: database.url,
    channels: ["news"],
    onNotification: (_, payload) => received.push(payload),
    onConnect: () => {
      connected += 1;
    },
  });
  await terminateAll();
  await vi.waitFor(() => expect(connected).toBe(2));

  await admin.query("select pg_notify('news', 'again')");

  await vi.waitFor(() => expect(received).toEqual(["again"]));
  await listener.close();
});

test("a listener survives a handler that throws", async () => {
  const errors: Error[] = [];
  const listener = await listen({
    url: database.url,
    channels: ["broken"],
    onNotification: () => {
      throw new Error("not JSON");
    },
    onError: (error) => errors.push(error),
  });

  await admin.query("select pg_notify('broken', '')");

  await vi.waitFor(() => expect(errors).toMatchObject([{ message: "not JSON" }]));
  await listener.close();
});

test("migrating a database that is up to date applies nothing, even from several processes", async () => {
  expect(await Promise.all([migrate(database.url), migrate(database.url)])).toEqual([[], []]);
});
