import { Client } from "pg";
import { expect, test } from "vitest";
import { createTestDatabase, testRedis } from ".";

test("each test database is migrated, empty, and separate from the others", async () => {
  const [a, b] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const inA = new Client({ connectionString: a.url });
  const inB = new Client({ connectionString: b.url });
  await Promise.all([inA.connect(), inB.connect()]);
  await inA.query(`insert into "Organization" (id, slug, name) values ('org_1', 'acme', 'Acme')`);

  const found = await inB.query(`select * from "Organization"`);

  expect(found.rowCount).toBe(0);
  await Promise.all([inA.end(), inB.end()]);
  await Promise.all([a.drop(), b.drop()]);
});

test("a test Redis starts empty", async () => {
  const { url } = await testRedis();
  expect(new URL(url).protocol).toBe("redis:");
});
