import {
  createTestDatabase,
  newRun,
  planStep,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { RuntimeEvent, type StateValues } from "@millrace/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arbitraryValue } from "../../protocol/test/arbitrary-value";
import { createDb, type Db } from "../src/db";
import { json, sql } from "../src/sql";
import { createQueueStore } from "../src/stores/queue/create-queue-store";
import { createRunStore, type RunStore } from "../src/stores/runs/create-run-store";
import { createStateStore } from "../src/stores/state/create-state-store";

let database: TestDatabase;
let db: Db;
let runs: RunStore;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  runs = createRunStore(db);
  org = await seedOrganization(db);
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Strings of any code units, U+0000 and halves of surrogate pairs included. */
const text = fc.array(fc.nat(0xffff), { maxLength: 12 }).map((units) => String.fromCharCode(...units));
const value = fc.oneof(text, fc.jsonValue({ stringUnit: text, depthSize: "small" }), fc.constant("\0\uD800"));
const audit = () =>
  ({ actor: { kind: "system", id: "test", name: "Test" }, action: "state.set", target: "orders" }) as const;

const fence = { attempt: 1, lease: "lease-1" };

async function startedRun(): Promise<string> {
  const run = { ...newRun(org, { steps: [planStep("orders"), planStep("revenue")] }), partitionKeys: ["a"] };
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
  await runs.claim(org.orgId, run.id, { ...fence, leaseMs: 600_000, workerId: "w", launcher: "process" });
  return run.id;
}

const eventTypes = RuntimeEvent.options.map((schema) => [schema.shape.type.value, schema] as const);

describe("an event that the protocol accepts is stored, whatever texts and numbers it has", () => {
  test.each(eventTypes)("%s", async (type, schema) => {
    const runId = await startedRun();
    const events = fc
      .sample(arbitraryValue(schema), { numRuns: 600, seed: 11 })
      .flatMap((candidate) => RuntimeEvent.safeParse(candidate).data ?? [])
      .map((event) => ("step" in event && event.step !== undefined ? { ...event, step: "orders" } : event));
    expect(events.length, type).toBeGreaterThan(0);

    for (const [index, event] of events.entries()) {
      const batch = { ...fence, batch: index + 1, events: [event] };
      await expect(runs.appendEvents(org.orgId, runId, batch), JSON.stringify(event)).resolves.toEqual({
        kind: "appended",
      });
    }
  });
});

test("a run, its output, its end and its state are stored, whatever texts they have", async () => {
  const state = createStateStore(db);
  await fc.assert(
    fc.asyncProperty(text, value, fc.dictionary(text, value, { maxKeys: 3 }), async (name, config, stored) => {
      const run = {
        ...newRun(org),
        config,
        selection: name,
        partitionKeys: [name],
        tags: { [name]: name },
        launchedByName: name,
      };
      await runs.launch(org.orgId, (tx) => tx.insert(run));
      await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId: org.orgId, id: run.id }]));
      await runs.claim(org.orgId, run.id, { ...fence, leaseMs: 600_000, workerId: name, launcher: name });
      const chunk = {
        step: "",
        stepAttempt: 1,
        stream: "stdout",
        startByte: 0,
        endByte: 1,
        lines: 1,
        text: name,
      } as const;
      await runs.appendLogChunks(org.orgId, run.id, fence, [chunk]);
      await runs.note(org.orgId, run.id, name);
      await runs.transition(org.orgId, run.id, {
        event: "fail",
        message: name,
        error: { message: name, config },
        fence,
      });
      const place = { deploymentId: org.deploymentId, asset: "orders" };
      await state.set(org.orgId, place, name, { value: stored as StateValues, by: name, audit });
      await db.prisma.run.findFirst({ where: { id: name } });
      await db.execute(sql`select ${json({ [name]: config })}::jsonb`);

      expect(await runs.findState(org.orgId, run.id)).toMatchObject({ status: "FAILURE" });
    }),
    { numRuns: 150, seed: 5 },
  );
});

test("looking for texts that can't be stored finds nothing, and fails nothing", async () => {
  expect(await runs.findState(org.orgId, "run_\0")).toBeNull();
  expect(await db.prisma.run.findMany({ where: { orgId: "\0", id: { in: ["\uD800", "\0"] } } })).toEqual([]);
});
