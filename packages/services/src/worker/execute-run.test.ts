import { Writable } from "node:stream";
import { createDb, createQueueStore, createRunStore, type Db } from "@millrace/db";
import {
  createTestDatabase,
  newRun,
  planStep,
  type SeededOrganization,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arbitraryValue } from "../../../protocol/test/arbitrary-value";
import { alternatives } from "../../../protocol/test/type-text";
import { executeRun } from "./execute-run";
import type { ExecuteRunDeps, RunSandbox, SandboxEnd } from "./ports";

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  org = await seedOrganization(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function* chunks(...list: readonly string[]) {
  for (const text of list) yield Buffer.from(text);
}

/** A sandbox that writes these lines to its channel, whatever it is sent, and exits. */
function sandboxThatSays(lines: readonly string[]): RunSandbox {
  let resolveEnd: (end: SandboxEnd) => void = () => undefined;
  const exited = new Promise<SandboxEnd>((resolve) => {
    resolveEnd = resolve;
  });
  const exit = (signal: string | null): void =>
    resolveEnd({ code: signal === null ? 0 : null, signal, outOfMemory: false, killedFor: null });
  async function* said() {
    yield* chunks(...lines.map((line) => `${line}\n`));
    exit(null);
  }
  return {
    inside: { bundleDir: "/app", brokerSocket: "/run/s", network: "broker" },
    channel: { readable: said(), writable: new Writable({ write: (_chunk, _encoding, done) => done() }) },
    stdout: chunks(),
    stderr: chunks(),
    place: async () => undefined,
    serve: () => undefined,
    kill: () => exit("SIGKILL"),
    exited,
  };
}

function depsWith(sandbox: RunSandbox): ExecuteRunDeps {
  return {
    runs: createRunStore(db),
    bundles: { acquire: async () => ({ dir: "/", release: () => undefined }) },
    sandboxes: { backend: "process", take: async () => sandbox },
    heartbeats: { hold: () => () => undefined },
    values: () => ({}) as ReturnType<ExecuteRunDeps["values"]>,
    objects: { put: async () => undefined },
    openVariables: async () => ({ values: {}, secrets: [] }),
    onPoolFreed: () => () => undefined,
    settings: { workerId: "w", leaseMs: 60_000, outageMs: 1_000, cancelGraceMs: 100 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
}

/** Executes a run whose sandbox says `lines`. */
async function execute(lines: readonly string[]) {
  const { orgId } = org;
  const deps = depsWith(sandboxThatSays(lines));
  const run = newRun(org, { steps: [planStep("orders"), planStep("revenue")] });
  await createRunStore(db).launch(orgId, (tx) => tx.insert(run));
  await createQueueStore(db).unscopedAdmission((tx) => tx.admit([{ orgId, id: run.id }]));
  await executeRun(deps)({ orgId, runId: run.id, attempt: 1 }, new AbortController().signal);
  const ended = await db.prisma.run.findUniqueOrThrow({ where: { orgId_id: { orgId, id: run.id } } });
  const events = await db.prisma.runEvent.findMany({ where: { orgId, runId: run.id }, orderBy: { seq: "asc" } });
  return { ...ended, events };
}

/** The same message about a step and an attempt that the run has, so that it gets as far as the database. */
const known = (message: object, step: string): object => ({
  ...message,
  ...("step" in message ? { step } : {}),
  ...("stepAttempt" in message ? { stepAttempt: 1 } : {}),
});
const anyStep = fc.constantFrom("orders", "revenue");
const anyMessage = fc
  .tuple(fc.oneof(...[...alternatives(RuntimeToWorker, "type").values()].map(arbitraryValue)), anyStep, fc.boolean())
  .map(([message, step, isKnown]) => JSON.stringify(isKnown ? known(message as object, step) : message));
/** Events that the protocol accepts, of every type; there are few among arbitrary ones. */
const accepted = [...alternatives(RuntimeEvent, "type").values()].flatMap((schema) =>
  fc
    .sample(arbitraryValue(schema), { numRuns: 600, seed: 11 })
    .flatMap((candidate) => RuntimeEvent.safeParse(candidate).data ?? []),
);
const anyEvents = fc
  .array(fc.tuple(fc.constantFrom(...accepted), anyStep), { maxLength: 4 })
  .map((events) => JSON.stringify({ type: "events", events: events.map(([event, step]) => known(event, step)) }));
const anyLine = fc.oneof(
  { weight: 12, arbitrary: anyEvents },
  { weight: 2, arbitrary: anyMessage },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
);

test("whatever a sandbox says, its run ends once, with a reason of its own, and its events have no gap", async () => {
  let stored = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { maxLength: 8 }), async (lines) => {
      const { status, failureReason, eventSeq, events } = await execute(lines);
      stored += events.filter(({ type }) => !type.startsWith("run.")).length;
      expect(["SUCCESS", "FAILURE"]).toContain(status);
      expect(failureReason).not.toBe("WORKER_LOST");
      expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, index) => index + 1));
      expect(Number(eventSeq)).toBe(events.length);
      expect(events.filter(({ type }) => /^run\.(success|failure|canceled)$/.test(type))).toHaveLength(1);
    }),
    { numRuns: 60, seed: 3 },
  );
  expect(stored).toBeGreaterThan(60);
});
