import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test, vi } from "vitest";
import { eventWriter } from "./event-writer";
import type { AppendResult } from "./ports";

const log = (message: string): RuntimeEvent => ({ type: "log", at: 1, level: "info", message });

function writerTo(answers: (AppendResult["kind"] | Error)[]) {
  const batches: { batch: number; messages: string[] }[] = [];
  const lost: unknown[] = [];
  const writer = eventWriter({
    runs: {
      async appendEvents(_org, _run, { batch, events }) {
        batches.push({ batch, messages: events.map((event) => ("message" in event ? (event.message ?? "") : "")) });
        await new Promise(setImmediate);
        const answer = answers.shift() ?? "appended";
        if (answer instanceof Error) throw answer;
        return { kind: answer };
      },
    },
    orgId: "org_a",
    runId: "run_a",
    fence: { attempt: 1, lease: "lease_a" },
    mask: (text) => text,
    outageMs: 500,
    onLost: (error) => lost.push(error),
  });
  return { writer, batches, lost };
}

test("events that gather before a batch is written, or meanwhile, share a batch, in order", async () => {
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

test("events are written soon without anybody asking for it", async () => {
  const { writer, batches } = writerTo([]);
  await writer.add([log("a")]);
  await vi.waitFor(() => expect(batches).toEqual([{ batch: 1, messages: ["a"] }]));
});

test("a batch is sent again under its number when the database was away", async () => {
  const { writer, batches, lost } = writerTo([new Error("connection reset"), "duplicate"]);
  await writer.add([log("a")]);
  await writer.flush();
  expect(batches.map(({ batch }) => batch)).toEqual([1, 1]);
  expect(lost).toEqual([]);
});

test("an attempt that has lost its run writes nothing more", async () => {
  const { writer, batches, lost } = writerTo(["stale"]);
  await writer.add([log("a")]);
  await writer.flush();
  await writer.add([log("b")]);
  await writer.flush();
  expect(batches).toHaveLength(1);
  expect(lost).toEqual([undefined]);
});

test("an event beyond the size limit is cut and says so", async () => {
  const { writer, batches } = writerTo([]);
  await writer.add([log("x".repeat(300 * 1024))]);
  await writer.flush();
  expect(batches[0]?.messages[0]).toMatch(/eventBytesMax/);
  expect(batches[0]?.messages[0]?.length).toBeLessThan(20_000);
});
