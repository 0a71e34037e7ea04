import type { Assignment, RuntimeToWorker } from "@millrace/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ChannelError } from "./channel-error";
import { jsonDepth } from "./json-depth";
import { readMessages } from "./read-messages";

const MIB = 1024 ** 2;

async function read(text: string, kind: Assignment["kind"] = "run", chunkBytes = 65_536): Promise<RuntimeToWorker[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const all: RuntimeToWorker[] = [];
  for await (const message of readMessages(chunks(), kind)) all.push(message);
  return all;
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const log = { type: "log", at: 1, level: "info", message: "x" };
const output = (text: string) => ({ type: "output", stream: "stdout", text });

test.each([1, 7, 65_536])("reads messages that arrive in pieces of %d bytes", async (chunkBytes) => {
  const text = line(output("näch\n")) + line({ type: "events", events: [log, log] });
  const messages = await read(text, "run", chunkBytes);
  expect(messages.map(({ type }) => type)).toEqual(["output", "events"]);
  expect(messages[0]).toMatchObject({ text: "näch\n" });
});

test.each<[string, string, string | RegExp]>([
  ["a line that isn't JSON", "nonsense\n", "isn't valid JSON"],
  ["a value without a type", "[1]\n", "isn't a message"],
  [
    "a message of another kind of assignment",
    line({ type: "loadFailed", error: { name: "a", message: "b" } }),
    /isn't a message of a run/,
  ],
  ["an invalid event", line({ type: "events", events: [log, { ...log, level: "loud" }] }), "invalid message"],
  ["events that aren't a list", line({ type: "events", events: 1 }), "invalid message"],
  [
    "fields nested 20,000 deep",
    `{"type":"events","events":[{"type":"log","at":1,"level":"info","message":"x","fields":{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}}]}\n`,
    "nested deeper",
  ],
  ["output beyond 1 MiB", line(output("x".repeat(MIB))), "messageBytesMax"],
  ["a line without an end", "x".repeat(5 * MIB), /exceeds \d+ bytes/],
])("rejects %s", async (_, text, message) => {
  const error = await read(text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChannelError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message.length).toBeLessThan(1_000);
});

test("accepts the result of one step beyond 1 MiB, and nothing beside it", async () => {
  const add = Array.from({ length: 10_000 }, (_, n) => `${"x".repeat(200)}${n}`);
  const done = { type: "stepSucceeded", at: 1, step: "a", stepAttempt: 1, dynamicPartitions: { set: { add } } };
  expect(await read(line({ type: "events", events: [done] }))).toHaveLength(1);
  await expect(read(line({ type: "events", events: [done, log] }))).rejects.toThrow("messageBytesMax");
});

test("never fails otherwise than with a channel error, whatever bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), fc.json({ maxDepth: 200 })), async (text) => {
      const error = await read(`${text}\n`).catch((thrown: unknown) => thrown);
      if (error instanceof Error) expect(error).toBeInstanceOf(ChannelError);
    }),
    { numRuns: 300 },
  );
});

test("timers fire while a message with thousands of events is read", async () => {
  const events = Array.from({ length: 20_000 }, () => ({ type: "engine", at: 1, message: "" }));
  let latest = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - latest);
    latest = performance.now();
  }, 5);
  await read(line({ type: "events", events }));
  clearInterval(timer);
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(1_000);
});

test("measures the depth of JSON, not of text in it", () => {
  const depth = (json: string) => jsonDepth(Buffer.from(json));
  expect(depth('{"a":[1,{"b":2}],"c":{}}')).toBe(3);
  expect(depth('["[[[[", "\\"[[["]')).toBe(1);
  expect(depth("1")).toBe(0);
});
