import { createDb, createRunStore, type Db } from "@millrace/db";
import { createTestDatabase, newRun, planStep, seedOrganization, type TestDatabase } from "@millrace/harness";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { brokenInvariants } from "./invariants";

let database: TestDatabase;
let db: Db;
let pool: pg.Pool;
let runId: string;
const since = { at: new Date(0) };

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  pool = new pg.Pool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  await execute(`delete from "Run"`, `delete from "RunEvent"`, `delete from "Outbox"`);
  runId = await succeededRun();
});

const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
  (await pool.query(text, [...values])).rows as Row[];
const execute = async (...statements: string[]) => {
  for (const statement of statements) await pool.query(statement);
};
const broken = (accepted: readonly string[] = [runId]) => brokenInvariants({ query }, since, accepted);

async function succeededRun(): Promise<string> {
  const runs = createRunStore(db);
  const org = await seedOrganization(db);
  const run = newRun(org, { steps: [planStep("orders")] });
  await runs.launch(org.orgId, (tx) => tx.insert(run));
  const admitted = await runs.transition(org.orgId, run.id, { event: "admit", message: "Admitted" });
  const fence = { attempt: admitted.run?.attempt ?? 0, lease: "lease_1" };
  await runs.claim(org.orgId, run.id, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });
  const step = { at: Date.now(), step: "orders", stepAttempt: 1 };
  await runs.appendEvents(org.orgId, run.id, {
    ...fence,
    batch: 1,
    events: [
      { type: "stepStarted", ...step },
      { type: "stepSucceeded", ...step },
    ],
  });
  await runs.transition(org.orgId, run.id, { event: "succeed", message: "Succeeded", fence });
  await execute(`update "Outbox" set "sentAt" = now()`);
  return run.id;
}

test("finds nothing wrong with a run that succeeded", async () => {
  expect(await broken()).toEqual([]);
});

test("misses a run that was accepted and isn't stored", async () => {
  expect(await broken([runId, "run_gone"])).toEqual(["1 accepted runs are not stored: run_gone"]);
});

const event = (type: string, seq: number) =>
  `insert into "RunEvent" ("orgId", "runId", "seq", "attempt", "at", "type", "step", "stepAttempt")
   select "orgId", "id", ${seq}, "attempt", now(), '${type}', 'orders', 1 from "Run"; update "Run" set "eventSeq" = "eventSeq" + 1`;

test.each([
  ["a run in progress", `update "Run" set "endedAt" = null`, "1 runs have not ended"],
  ["a second end", event("run.failure", 7), "1 runs did not end exactly once"],
  ["a missing event", `delete from "RunEvent" where "seq" = 3`, "1 runs have gaps in their event numbers"],
  ["a wrong number", `update "Run" set "eventSeq" = 99`, "up to 6, eventSeq 99"],
  ["a second start of a step", event("stepStarted", 7), "1 steps started twice in an attempt"],
  ["a second success of a step", event("stepSucceeded", 7), "1 steps succeeded twice"],
  ["an unfinished step", `update "RunStep" set "status" = 'PENDING'`, "1 runs succeeded with unfinished steps"],
  ["a step in progress", `update "RunStep" set "status" = 'RUNNING'`, "1 steps of ended runs are still in progress"],
  [
    "a pool slot",
    `insert into "PoolSlot" ("orgId", "deploymentId", "pool", "runId", "step", "attempt")
     select "orgId", "deploymentId", 'narrow', "id", 'orders', 1 from "Run"`,
    "1 pool slots are still taken",
  ],
  [
    "an unsent message",
    `update "Outbox" set "sentAt" = null, "notBefore" = null, "createdAt" = now() - interval '1 minute'`,
    "messages of the outbox are unsent",
  ],
])("names %s", async (_, statement, sentence) => {
  await execute(statement);
  expect((await broken()).join("; ")).toContain(sentence);
});

test("names a run with two retries", async () => {
  const retries = [await succeededRun(), await succeededRun()];
  await pool.query(`update "Run" set "trigger" = 'retry', "parentRunId" = $1 where "id" = any($2)`, [runId, retries]);
  expect(await broken()).toEqual([`1 runs were retried more than once: ${runId}`]);
});
