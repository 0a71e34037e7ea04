import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BrokerRequest, isDeeperThan, RuntimeEvent, RuntimeToWorker, StateChanges, WIRE_LIMITS } from "../src";
import { arbitraryValue } from "./arbitrary-value";
import { alternatives } from "./type-text";

const nested = (depth: number, inner = "1"): string => `${"[".repeat(depth)}${inner}${"]".repeat(depth)}`;
const events = (...list: object[]): string => JSON.stringify({ type: "events", events: list });
/** What a field can hold, in what messages are made of. */
const DEPTH_MAX = WIRE_LIMITS.jsonDepthMax + 8;
const log = { type: "log", at: 1, level: "info", message: "x" };
/** What is wrong with a line, as `<path>: <message>`. */
function problemOf(line: string): string | undefined {
  const [issue] = RuntimeToWorker.safeParse(JSON.parse(line)).error?.issues ?? [];
  return issue && `${issue.path.map(String).join(".")}: ${issue.message}`;
}

describe("nesting", () => {
  test("is counted by objects and lists", () => {
    expect([1, [], [1], {}].map((value) => isDeeperThan(value, 1))).toEqual([false, false, false, false]);
    expect([[[]], { a: [] }, [1, { a: 1 }]].map((value) => isDeeperThan(value, 1))).toEqual([true, true, true]);
    expect([null, "x", undefined].map((value) => isDeeperThan(value, 0))).toEqual([false, false, false]);
  });

  test("is measured without recursion", () => {
    expect(isDeeperThan(JSON.parse(nested(100_000)), 64)).toBe(true);
    let chain: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) chain = { a: chain };
    expect(isDeeperThan(chain, 99_999)).toBe(true);
    expect(isDeeperThan(chain, 100_000)).toBe(false);
  });

  test("of a field is allowed up to 64 levels, and state of that depth fits a message", () => {
    const withFields = (depth: number) => events(log).replace('"message"', `"fields":{"a":${nested(depth)}},"message"`);
    expect(problemOf(withFields(63))).toBeUndefined();
    expect(problemOf(withFields(64))).toContain("jsonDepthMax");
    const step = { type: "stepSucceeded", at: 1, step: "a", stepAttempt: 1, state: { partitions: { p: { x: "@" } } } };
    expect(problemOf(events(step).replace('"@"', nested(63)))).toBeUndefined();
  });

  test("of a field is checked by its schema too, before anything that walks it by recursion", () => {
    const state = { asset: { x: JSON.parse(nested(100_000)) } };
    expect(StateChanges.safeParse(state).error?.issues).toMatchObject([
      { message: expect.stringContaining("64 levels") },
    ]);
  });

  test.each([...alternatives(RuntimeToWorker, "type").keys(), ...alternatives(RuntimeEvent, "type").keys()])(
    "100,000 levels anywhere in %s are rejected or dropped, without a crash",
    (type) => {
      const schema = alternatives(RuntimeToWorker, "type").get(type) ?? alternatives(RuntimeEvent, "type").get(type);
      if (!schema) throw new Error(type);
      fc.assert(
        fc.property(arbitraryValue(schema), fc.nat(), (value, pick) => {
          const message = alternatives(RuntimeToWorker, "type").has(type) ? value : { type: "events", events: [value] };
          const text = JSON.stringify(message);
          const places = [...text.matchAll(/"[^"\\]*":/g)].map((match) => match.index + match[0].length);
          const place = places[pick % places.length] ?? 0;
          const line = `${text.slice(0, place)}${nested(100_000)},"x":${text.slice(place)}`;
          const read = RuntimeToWorker.safeParse(JSON.parse(line));
          if (read.success) expect(isDeeperThan(read.data, DEPTH_MAX)).toBe(false);
        }),
        { numRuns: 3 },
      );
    },
  );
});

describe("any message", () => {
  test("is read or a problem, and what is read is within the limits", () => {
    fc.assert(
      fc.property(arbitraryValue(RuntimeToWorker), (value) => {
        const read = RuntimeToWorker.safeParse(JSON.parse(JSON.stringify(value)));
        if (!read.success) return;
        expectBounded(read.data);
        // It can be written again, and is read as the same.
        const again = JSON.parse(JSON.stringify(read.data));
        expect(RuntimeToWorker.parse(again)).toEqual(again);
      }),
      { numRuns: 1_000 },
    );
  });

  test("of JSON that isn't a message is rejected", () => {
    fc.assert(
      fc.property(fc.json(), (line) => {
        expect(problemOf(line)).toBeTypeOf("string");
      }),
    );
  });

  test.each([...alternatives(RuntimeEvent, "type")])("with a valid %s is read", (type, schema) => {
    const valid = fc
      .sample(arbitraryValue(schema), { numRuns: 1_500, seed: 7 })
      .filter((one) => RuntimeEvent.safeParse(one).success);
    expect(valid.length, type).toBeGreaterThan(0);
    for (const event of valid) expect(problemOf(events(event as object))).toBeUndefined();
  });
});

/** Times can be dates, numbers fit columns, names and texts are short. */
function expectBounded(message: RuntimeToWorker): void {
  expect(isDeeperThan(message, DEPTH_MAX)).toBe(false);
  const all = message.type === "events" ? message.events : [];
  for (const event of all) expectBoundedEvent(event);
  if ("step" in message && message.step !== undefined)
    expect(message.step.length).toBeLessThanOrEqual(WIRE_LIMITS.stepKeyCharsMax);
}

function expectBoundedEvent(event: RuntimeEvent): void {
  expect(new Date(event.at).toISOString()).toMatch(/^\d{4}-/);
  if (event.step !== undefined) expect(event.step.length).toBeLessThanOrEqual(WIRE_LIMITS.stepKeyCharsMax);
  if ("stepAttempt" in event && event.stepAttempt !== undefined) {
    expect(event.stepAttempt).toBeGreaterThanOrEqual(1);
    expect(event.stepAttempt).toBeLessThan(2 ** 31);
  }
  if ("metadata" in event) for (const name of Object.keys(event.metadata)) expect(name.length).toBeLessThanOrEqual(255);
}

describe("a field beyond its limit is a problem that names it", () => {
  const started = { type: "stepStarted", at: 1, step: "a", stepAttempt: 1 };
  const keys = (count: number) => Array.from({ length: count }, (_, n) => `a[${n}]`);
  test.each([
    ["a step's key of 521 characters", { ...started, step: "x".repeat(521) }, "events.0.step"],
    ["a time after the year 9999", { ...started, at: 8.9e15 }, "events.0.at"],
    ["a time before 1970", { ...started, at: -1 }, "events.0.at"],
    ["attempt 0", { ...started, stepAttempt: 0 }, "events.0.stepAttempt"],
    ["attempt 2³¹", { ...started, stepAttempt: 2 ** 31 }, "events.0.stepAttempt"],
    ["half an attempt", { ...started, stepAttempt: 1.5 }, "events.0.stepAttempt"],
    ["fields that are a list", { ...log, fields: [1] }, "events.0.fields"],
    ["fields that are text", { ...log, fields: "x" }, "events.0.fields"],
    ["10,001 items of a map", { type: "stepsAdded", at: 1, step: "a", count: 1, keys: keys(10_001) }, "events.0.keys"],
    [
      "a delay of more than 24 days",
      { ...started, type: "stepRetrying", delayMs: 2 ** 31, error: { name: "E", message: "" } },
      "events.0.delayMs",
    ],
    [
      "an inline value of 4,097 characters",
      { ...started, type: "stepSucceeded", output: { object: "", codec: "json", bytes: 1, inline: "x".repeat(4_097) } },
      "events.0.output.inline",
    ],
  ])("%s", (_, event, path) => {
    expect(problemOf(events(event))).toContain(path);
  });

  test("and so is an output of a step with a long name", () => {
    const output = { type: "output", step: "x".repeat(15 * 1024 * 1024), stream: "stdout", text: "" };
    expect(problemOf(JSON.stringify(output))).toContain("step");
  });
});

test("any request to the broker is read or rejected, whatever its text and numbers", () => {
  fc.assert(
    fc.property(arbitraryValue(BrokerRequest), (request) => {
      const read = BrokerRequest.safeParse(JSON.parse(JSON.stringify(request)));
      if (read.success && read.data.op === "put") expect(read.data.stepAttempt).toBeLessThan(2 ** 31);
    }),
    { numRuns: 1_000 },
  );
});
