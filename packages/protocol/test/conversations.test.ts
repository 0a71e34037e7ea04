import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Assignment, RuntimeEvent, RuntimeToWorker, WorkerToRuntime } from "../src";
import { alternatives } from "./type-text";

const FOLDER = fileURLToPath(new URL("../fixtures/", import.meta.url));
const SCHEMAS = { runtime: RuntimeToWorker, worker: WorkerToRuntime };
type Line = { readonly from: keyof typeof SCHEMAS; readonly message: RuntimeToWorker | WorkerToRuntime };

const names = readdirSync(FOLDER).map((file) => file.replace(".ndjson", ""));
const linesOf = (name: string): Line[] =>
  readFileSync(`${FOLDER}${name}.ndjson`, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test.each(names)(
  "each message of the conversation %s is valid and has no field that the schemas don't know",
  (name) => {
    for (const { from, message } of linesOf(name)) expect(SCHEMAS[from].parse(message)).toMatchObject(message);
  },
);

test.each(names)("the conversation %s starts with ready and claim and has one last message of the runtime", (name) => {
  const lines = linesOf(name);
  expect(lines.slice(0, 2).map(({ message }) => message.type)).toEqual(["ready", "claim"]);
  const last = lines.findIndex(({ message }) => LAST.has(message.type));
  expect(last).toBe(lines.length - 1);
});
const LAST = new Set(["loaded", "loadFailed", "runDone", "processWanted", "tickDone", "tickFailed"]);

test("every message, event and assignment that the runtime in TypeScript has is recorded", () => {
  const spoken = names.flatMap(linesOf);
  const messages = new Set(spoken.map(({ message }) => message.type));
  const events = new Set(
    spoken.flatMap(({ message }) => (message.type === "events" ? message.events : [])).map(typeOf),
  );
  const assignments = new Set(
    spoken.flatMap(({ message }) => (message.type === "claim" ? [message.assignment.kind] : [])),
  );
  expect(missing(RuntimeToWorker, "type", messages)).toEqual([]);
  expect(missing(WorkerToRuntime, "type", messages)).toEqual([]);
  expect(missing(Assignment, "kind", assignments)).toEqual([]);
  // It has no observations yet, and notes on the engine only where something of the author's gets in the way.
  expect(missing(RuntimeEvent, "type", events)).toEqual(["observation", "engine"]);
});

const typeOf = ({ type }: { readonly type: string }): string => type;
const missing = (union: Parameters<typeof alternatives>[0], by: string, found: ReadonlySet<string>): string[] =>
  [...alternatives(union, by).keys()].filter((name) => !found.has(name));
