import { LIMITS } from "@millrace/core";
import type { AppendResult } from "@millrace/core/run";
import { secretMask } from "@millrace/core/secrets";
import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test, vi } from "vitest";
import { eventWriter } from "./event-writer";

const log = (message: string): RuntimeEvent => ({ type: "log", at: 1, level: "info", message });

/** @param rejects messages of events that the database can't store */
function writerTo(answers: (AppendResult["kind"] | Error)[], rejects: ReadonlySet<string> = new Set()) {
  const batches: { batch: number; messages: string[] }[] = [];
  const stored: RuntimeEvent[] = [];
  const lost: unknown[] = [];
  const writer = eventWriter({
    runs: {
      async appendEvents(_org, _run, { batch, events }) {
        batches.push({ batch, messages: events.map(textOf) });
        await new Promise(setImmediate);
        const answer = answers.shift() ?? "appended";
        if (answer instanceof Error) throw answer;
        if (events.some((event) => rejects.has(textOf(event)))) throw Object.assign(new Error("no"), { code: "22P02" });
        stored.push(...events);
        return { kind: answer };
      },
    },
    orgId: "org_a",
    runId: "run_a",
    fence: { attempt: 1, lease: "lease_a" },
    mask: secretMask([]),
    outageMs: 500,
    onLost: (error) => lost.push(error),
  });
  return { writer, batches, stored, lost };
}

const textOf = (event: RuntimeEvent): string => ("message" in event ? (event.message ?? "") : "");

test("puts events that gather before or during a write into one batch, in order", async () => {
  const { writer, batches } = writerTo([]);
  for (const message of ["a", "b"]) await writer.add([log(message)]);
  const flushed = writer.flush();
  for (const message of ["c", "d"]) await writer.add([log(message)]);
  await flushed;
  expect(batches).toEqual([
    { batch: 1, messages: ["a", "b"] },
    { batch: 2, messages: ["c", "d"] },
  ]);
});

test("writes events shortly after they are added, without a flush", async () => {
  const { writer, batches } = writerTo([]);
  await writer.add([log("a")]);
  await vi.waitFor(() => expect(batches).toEqual([{ batch: 1, messages: ["a"] }]));
});

test("sends a batch again under its number after an outage of the database", async () => {
  const { writer, batches, lost } = writerTo([new Error("connection reset"), "duplicate"]);
  await writer.add([log("a")]);
  await writer.flush();
  expect(batches.map(({ batch }) => batch)).toEqual([1, 1]);
  expect(lost).toEqual([]);
});

test("writes nothing more after the attempt lost its run", async () => {
  const { writer, batches, lost } = writerTo(["stale"]);
  await writer.add([log("a")]);
  await writer.flush();
  await writer.add([log("b")]);
  await writer.flush();
  expect(batches).toHaveLength(1);
  expect(lost).toEqual([undefined]);
});

test("truncates an event beyond the size limit, with a note", async () => {
  const { writer, batches } = writerTo([]);
  await writer.add([log("x".repeat(300 * 1024))]);
  await writer.flush();
  expect(batches[0]?.messages[0]).toMatch(/eventBytesMax/);
  expect(batches[0]?.messages[0]?.length).toBeLessThan(20_000);
});

test("stores an event nested 100,000 levels deep without its depth", async () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const { writer, stored, lost } = writerTo([]);
  await writer.add([{ type: "log", at: 1, level: "info", message: "a", fields: { deep } }]);
  await writer.flush();
  expect(JSON.stringify(stored)).toContain("nested too deep");
  expect(lost).toEqual([]);
});

test("replaces only the event that the database rejects, and continues the run", async () => {
  const { writer, batches, stored, lost } = writerTo([], new Set(["c"]));
  await writer.add(["a", "b", "c", "d", "e"].map(log));
  await writer.flush();
  expect(stored.map(textOf)).toEqual(["a", "b", expect.stringContaining("couldn't be stored"), "d", "e"]);
  const numbers = batches.filter(({ messages }) => !messages.includes("c")).map(({ batch }) => batch);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(lost).toEqual([]);
  expect(writer.failure).toBeUndefined();
});

test("fails the run when the result of a step can't be stored", async () => {
  const { writer, stored, lost } = writerTo([Object.assign(new Error("invalid input"), { code: "22P02" })]);
  await writer.add([{ type: "stepSucceeded", at: 1, step: "a", stepAttempt: 1 }]);
  await writer.flush();
  expect(stored).toMatchObject([{ type: "stepFailed", step: "a", error: { code: "EVENT_NOT_STORED" } }]);
  expect(writer.failure).toMatchObject({ message: expect.stringContaining("invalid input") });
  expect(lost).toEqual([]);
});

test("gives the run up when the replacement is rejected too", async () => {
  const rejected = () => Object.assign(new Error("violates a constraint"), { code: "23503" });
  const { writer, lost } = writerTo([rejected(), rejected()]);
  await writer.add([log("a")]);
  await writer.flush();
  expect(lost).toHaveLength(1);
});

test("keeps the limit of a run when it logs a million events", async () => {
  const { writer, stored } = writerTo([]);
  const thousand = Array.from({ length: 1_000 }, () => log("x"));
  for (let i = 0; i < 1_000; i++) await writer.add(thousand);
  await writer.flush();
  expect(stored).toHaveLength(LIMITS.runEventsMax + 1);
  expect(textOf(stored.at(-1)!)).toContain("runEventsMax");
});

test("stops its reader while the database is slow", async () => {
  const { writer, stored } = writerTo([]);
  const large = log("x".repeat(200_000));
  for (let i = 0; i < 60; i++) await writer.add([large]);
  expect(stored.length).toBeGreaterThan(0);
  await writer.flush();
  expect(stored).toHaveLength(60);
});
