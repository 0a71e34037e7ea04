import { LIMITS } from "@millrace/core";
import { planStep } from "@millrace/harness";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openStack, type Stack } from "./stack";

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
  await stack.startWorker();
});
afterAll(() => stack.close());

/** Runs code that has the functions `say` (writes to the channel) and `log`, and then a run of someone else. */
async function attackWith(code: string) {
  await stack.setSecret("ATTACK", code);
  const attack = await stack.launch(planStep("attacking"));
  const neighbor = await stack.launch(planStep("numbers"));
  const [ended, other] = await Promise.all([stack.ended(attack), stack.ended(neighbor)]);
  expect(other.status).toBe("SUCCESS");
  const events = await stack.db.prisma.runEvent.findMany({ where: { runId: attack }, orderBy: { seq: "asc" } });
  expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, index) => index + 1));
  return { ...ended, events };
}

const EVENT = `{ type: "log", at: Date.now(), level: "info", message: "x" }`;

test.each<[string, string, string]>([
  [
    "fields nested 20,000 levels deep",
    `say('{"type":"events","events":[{"type":"log","at":1,"level":"info","message":"x","fields":{"a":' + "[".repeat(20000) + "]".repeat(20000) + "}}]}")`,
    "CHANNEL_BROKEN",
  ],
  [
    "output of steps with names of 15 MiB",
    `for (let i = 0; i < 170; i++) say(JSON.stringify({ type: "output", step: i + "x".repeat(15 * 1024 * 1024), stream: "stdout", text: "" }))`,
    "CHANNEL_BROKEN",
  ],
  [
    "output of a step that isn't in the run",
    `say(JSON.stringify({ type: "output", step: "other", stream: "stdout", text: "x" }))`,
    "CHANNEL_BROKEN",
  ],
  [
    "300,000 steps",
    `say({ type: "stepsAdded", at: Date.now(), step: "attacking", count: 300000, keys: Array.from({ length: 300000 }, (_, i) => "k" + i) })`,
    "CHANNEL_BROKEN",
  ],
  ["a time beyond the range of dates", `say({ ...${EVENT}, at: 8.9e15 })`, "CHANNEL_BROKEN"],
  ["an attempt beyond 2^31", `say({ ...${EVENT}, step: "attacking", stepAttempt: 2 ** 31 })`, "CHANNEL_BROKEN"],
  [
    "a pool that the step doesn't use",
    `say(JSON.stringify({ type: "poolWanted", step: "attacking", pool: "any" }))`,
    "CHANNEL_BROKEN",
  ],
  [
    "success reported before the step has ended",
    `say(JSON.stringify({ type: "runDone", outcome: "success" }))`,
    "STEPS_UNFINISHED",
  ],
  ["garbage", `say("\\u0000\\ud800")`, "CHANNEL_BROKEN"],
])("%s ends only the run", async (_, code, expected) => {
  const { status, error } = await attackWith(`${code}; await new Promise((done) => setTimeout(done, 60000))`);
  expect(status).toBe("FAILURE");
  expect(error?.code).toBe(expected);
});

test("times outside the run are moved to it", async () => {
  const { status, events } = await attackWith(`say({ ...${EVENT}, at: 253402300799999 }); say({ ...${EVENT}, at: 0 })`);
  expect(status).toBe("SUCCESS");
  const times = events.map(({ at }) => Math.abs(at.getTime() - Date.now()));
  expect(Math.max(...times)).toBeLessThan(2 * 86_400_000);
});

test("text that PostgreSQL can't store costs at most one event", async () => {
  const { status, events } = await attackWith(
    `log.info("half", { t: "\\ud83d" }); log.info("nul", { t: "a\\u0000b" }); log.info("nul \\u0000 in text")`,
  );
  expect(status).toBe("SUCCESS");
  expect(events.filter(({ type }) => type === "log" || type === "engine").length).toBeGreaterThanOrEqual(3);
});

test("an error that PostgreSQL can't store still ends the run with its reason", async () => {
  const { status, failureReason } = await attackWith(`throw new Error("bad \\ud83d and \\u0000")`);
  expect([status, failureReason]).toEqual(["FAILURE", "STEP_FAILURE"]);
});

test("a flood of log events leaves the limit in the database and one note", async () => {
  const { status, events } = await attackWith(
    `const line = JSON.stringify({ type: "events", events: Array.from({ length: 2000 }, () => (${EVENT})) }); for (let i = 0; i < 100; i++) say(line)`,
  );
  expect(status).toBe("SUCCESS");
  const logs = events.filter(({ type }) => type === "log");
  expect(logs.length).toBeLessThanOrEqual(LIMITS.runEventsMax);
  expect(logs.length).toBeGreaterThan(LIMITS.runEventsMax - 10);
  expect(events.filter(({ message }) => message?.includes("runEventsMax"))).toHaveLength(1);
});

test("leases are extended while the worker's main thread is blocked for 8 seconds", async () => {
  const runId = await stack.launch(planStep("endless"));
  await vi.waitFor(async () => expect(await stack.outputOf(runId, "endless")).toContain("started"));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8_000);
  const { leaseExpiresAt, status } = await stack.db.prisma.run.findFirstOrThrow({ where: { id: runId } });
  expect(status).toBe("STARTED");
  expect(leaseExpiresAt?.getTime()).toBeGreaterThan(Date.now());
  await stack.cancel(runId);
  expect((await stack.ended(runId)).status).toBe("CANCELED");
});
