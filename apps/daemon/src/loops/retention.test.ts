import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createDb, createRunStore, type Db, sql, unscopedPruneBundles, unscopedPruneVersions } from "@millrace/db";
import { createTestDatabase, newRun, planStep, seedOrganization, type TestDatabase } from "@millrace/harness";
import { deleteBundleObjects } from "@millrace/services/locations";
import { openObjects } from "@millrace/storage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { retain } from "./retention";

let database: TestDatabase;
let db: Db;
let dir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  dir = await mkdtemp(join(tmpdir(), "millrace-retention-"));
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(dir, { recursive: true });
});

async function* content() {
  yield Buffer.from("[]");
}

test("what ended longer ago than the organization keeps it loses events, logs and old values, not what assets have", async () => {
  const org = await seedOrganization(db);
  const runs = createRunStore(db);
  const objects = await openObjects(pathToFileURL(dir).href);
  const { orgId, deploymentId } = org;
  const finished = async (daysAgo: number) => {
    const run = {
      ...newRun(org, { steps: [planStep("orders"), planStep("revenue")] }),
      assetKeys: ["orders", "revenue"],
    };
    await runs.launch(orgId, (tx) => tx.insert(run));
    await db.execute(sql`
      update "Run" set "status" = 'SUCCESS', "endedAt" = now() - ${daysAgo} * interval '1 day'
      where "orgId" = ${orgId} and "id" = ${run.id}
    `);
    const stored = {
      orders: `${orgId}/values/${deploymentId}/${run.id}/1/orders/1/value`,
      log: `${orgId}/logs/${run.id}/x`,
    };
    const all = { ...stored, revenue: stored.orders.replace("/orders/", "/revenue/") };
    for (const key of Object.values(all)) await objects.put(key, content());
    await db.prisma.logChunk.create({
      data: {
        orgId,
        runId: run.id,
        attempt: 1,
        step: "",
        stream: "stdout",
        startByte: 0,
        endByte: 2,
        lines: 1,
        object: all.log,
      },
    });
    return { ...all, id: run.id };
  };
  const [old, recent] = [await finished(31), await finished(29)];
  // `revenue` has not been made since; `orders` has.
  for (const [asset, object] of [
    ["orders", recent.orders],
    ["revenue", old.revenue],
  ] as const) {
    await db.prisma.assetState.create({
      data: { orgId, deploymentId, asset, lastValue: { object, codec: "json", bytes: 2 } },
    });
  }

  let measured = 0;
  const deleted: Record<string, number> = {};
  await retain({
    pruneOutbox: async () => 0,
    pruneIdentity: async () => 0,
    forgetWorkers: async () => 0,
    pruneRuns: runs.unscopedPrune,
    pruneVersions: () => unscopedPruneVersions(db),
    pruneBundles: (unusedMs) => unscopedPruneBundles(db, unusedMs, deleteBundleObjects({ objects })),
    objects,
    measureStorage: async () => void measured++,
    onDeleted: (what, count) => {
      deleted[what] = (deleted[what] ?? 0) + count;
    },
  });

  const left: string[] = [];
  for await (const { key } of objects.list(`${orgId}/`)) left.push(key);
  expect(left.sort()).toEqual([old.revenue, recent.log, recent.orders, recent.revenue].sort());
  expect(await db.prisma.runEvent.count({ where: { orgId, runId: old.id } })).toBe(0);
  expect(await db.prisma.runEvent.count({ where: { orgId, runId: recent.id } })).toBeGreaterThan(0);
  expect(await db.prisma.run.count({ where: { orgId } })).toBe(2);
  expect(measured).toBe(1);
  expect(deleted).toEqual({ runs: 1, "values and logs": 2, versions: 0, bundles: 0 });
});
