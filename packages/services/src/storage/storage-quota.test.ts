import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createDb, createStorageUseStore, type Db } from "@millrace/db";
import { createTestDatabase, seedOrganization, type TestDatabase } from "@millrace/harness";
import { type Objects, openObjects } from "@millrace/storage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { measureStorage } from "./measure-storage";
import { withStorageQuota } from "./storage-quota";

let database: TestDatabase;
let db: Db;
let dir: string;
let plain: Objects;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  dir = await mkdtemp(join(tmpdir(), "millrace-quota-"));
  plain = await openObjects(pathToFileURL(dir).href);
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(dir, { recursive: true });
});

async function* bytes(count: number) {
  for (let sent = 0; sent < count; sent += 10) yield Buffer.alloc(Math.min(10, count - sent));
}

async function organization(storedBytesMax: number) {
  const { orgId } = await seedOrganization(db);
  await db.prisma.organization.update({ where: { id: orgId }, data: { storedBytesMax } });
  return orgId;
}

test("an organization stores up to its quota; what does not fit is refused by name and leaves nothing behind", async () => {
  const objects = withStorageQuota(plain, createStorageUseStore(db));
  const orgId = await organization(100);
  await objects.put(`${orgId}/values/a`, bytes(60));

  const refused = { kind: "overLimit", code: "stored_bytes_quota" };
  await expect(objects.put(`${orgId}/values/b`, bytes(41))).rejects.toMatchObject(refused);
  expect(await objects.head(`${orgId}/values/b`)).toBeNull();
  await objects.put(`${orgId}/values/c`, bytes(40));
  await expect(objects.put(`${orgId}/values/d`, bytes(1))).rejects.toMatchObject(refused);
  await objects.put(`${await organization(100)}/values/d`, bytes(1));
});

test("objects that arrive at once share the quota: no more is stored than it says, and all room is given back", async () => {
  const use = createStorageUseStore(db);
  const objects = withStorageQuota(plain, use);
  const orgId = await organization(1_000);
  const puts = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) => objects.put(`${orgId}/values/${index}`, bytes(90))),
  );
  const stored = puts.filter((put) => put.status === "fulfilled").length;
  let onDisk = 0;
  for await (const object of plain.list(`${orgId}/`)) onDisk += object.bytes;

  expect(onDisk).toBe(stored * 90);
  expect(onDisk).toBeLessThanOrEqual(1_000);
  expect(await use.getStorageUsage(orgId)).toEqual({ storedBytes: onDisk, storedBytesMax: 1_000 });
  const { reservedBytes } = await db.prisma.organization.findUniqueOrThrow({ where: { id: orgId } });
  expect(reservedBytes).toBe(0n);
  await objects.put(`${orgId}/values/rest`, bytes(1_000 - onDisk));
});

test("what a writer that died had reserved is room again after a day", async () => {
  const use = createStorageUseStore(db);
  const objects = withStorageQuota(plain, use);
  const orgId = await organization(100);
  expect(await use.reserve(orgId, "lost", 100)).toBe(true);
  await expect(objects.put(`${orgId}/values/a`, bytes(1))).rejects.toMatchObject({ code: "stored_bytes_quota" });

  await db.prisma.storageReservation.updateMany({
    where: { orgId, id: "lost" },
    data: { renewedAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  await measureStorage({ use, objects: plain })();
  await objects.put(`${orgId}/values/a`, bytes(100));
});

test("what was deleted is room again once storage was measured", async () => {
  const use = createStorageUseStore(db);
  const objects = withStorageQuota(plain, use);
  const orgId = await organization(100);
  await objects.put(`${orgId}/values/a`, bytes(90));
  await objects.delete(`${orgId}/values/a`);
  await objects.put(`${orgId}/values/b`, bytes(10));

  await measureStorage({ use, objects: plain })();
  expect(await use.getStorageUsage(orgId)).toEqual({ storedBytes: 10, storedBytesMax: 100 });
  await objects.put(`${orgId}/values/c`, bytes(90));
});
