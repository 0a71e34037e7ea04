import { createTestDatabase, newRun, planStep, seedOrganization } from "@millrace/harness";
import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test } from "vitest";
import { createDb } from "../../db";
import { createQueueStore } from "../queue/create-queue-store";
import { createRunStore } from "./create-run-store";

const BATCH = 1_000;
const BATCHES = 100;

const batchOf = (number: number): RuntimeEvent[] =>
  Array.from({ length: BATCH }, (_, index) => ({
    type: "log",
    at: number * BATCH + index,
    step: "orders",
    level: "info",
    message: `line ${index} of batch ${number}`,
    fields: { index },
  }));

test("writing a run's events costs the same at its 100,000th as at its first", async () => {
  const database = await createTestDatabase();
  const db = createDb({ url: database.url });
  const org = await seedOrganization(db);
  const runs = createRunStore(db);
  const run = newRun(org, { steps: [planStep("orders")] });
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
  const fence = { attempt: 1, lease: "lease-1" };
  await runs.claim(org.orgId, run.id, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });

  const times: number[] = [];
  for (let batch = 1; batch <= BATCHES; batch++) {
    const startedAt = performance.now();
    await runs.appendEvents(org.orgId, run.id, { ...fence, batch, events: batchOf(batch) });
    times.push(performance.now() - startedAt);
  }

  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
  expect(await db.prisma.runEvent.count({ where: { runId: run.id, type: "log" } })).toBe(BATCH * BATCHES);
  // In proportion to what is there it would be 50 times as long.
  expect(median(times.slice(-20))).toBeLessThan(5 * median(times.slice(0, 20)) + 20);
  await db.close();
  await database.drop();
});
