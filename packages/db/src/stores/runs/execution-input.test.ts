import { createTestDatabase, newRun, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "../../db";
import { createRunStore } from "./create-run-store";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("a run gets what its deployment asks for, and no more than the operator's maximum when it starts", async () => {
  const org = await seedOrganization(db);
  const runs = createRunStore(db);
  const run = newRun(org);
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  const sandbox = async () => (await runs.findExecutionInput(org.orgId, run.id))?.sandbox;
  const asked = { memoryBytes: 1024 ** 3, cpuCores: 1, processesMax: 128, scratchBytes: 4 * 1024 ** 3 };
  expect(await sandbox()).toEqual({ ...asked, wallTimeMs: 24 * 3_600_000 });

  await db.prisma.organization.update({
    where: { id: org.orgId },
    data: { sandboxMemoryBytesMax: 512 * 1024 ** 2, sandboxCpuCoresMax: 0.5, runWallTimeMsMax: 60_000 },
  });
  expect(await sandbox()).toEqual({ ...asked, memoryBytes: 512 * 1024 ** 2, cpuCores: 0.5, wallTimeMs: 60_000 });
});
