import { RuntimeEvent } from "@millrace/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { logFields, logMessage } from "./log-fields";

const throwing = (): never => {
  throw new Error("no");
};
const circular: unknown[] = [];
circular.push(circular);

const ODD: [string, unknown, unknown][] = [
  ["a list", [1, 2], { value: [1, 2] }],
  ["a text", "y", { value: "y" }],
  ["a number", 7, { value: 7 }],
  ["false", false, { value: false }],
  ["null", null, { value: null }],
  ["nothing", undefined, undefined],
  ["a function", () => 1, { value: "[function]" }],
  ["a symbol", Symbol("s"), { value: "Symbol(s)" }],
  ["a big integer", 9n, { value: "9" }],
  ["a boxed text", new String("boxed"), { value: "boxed" }],
  ["a date", new Date(0), { value: "1970-01-01T00:00:00.000Z" }],
  ["bytes", Buffer.from("abc"), { value: "[3 bytes]" }],
  ["a set", new Set([1]), { value: [1] }],
  ["a map", new Map([["a", 1]]), { a: 1 }],
  ["a map with keys that can't be text", new Map([[Object.create(null), 1]]), { value: "[unreadable]" }],
  ["a circular list", circular, { value: ["[circular]"] }],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  [
    "a getter that throws",
    {
      a: 1,
      get b() {
        return throwing();
      },
    },
    { a: 1, b: "[unreadable]" },
  ],
  ["a proxy that throws", new Proxy({}, { ownKeys: throwing }), { value: "[unreadable]" }],
  [
    "an error whose stack isn't text",
    Object.assign(new Error("x"), { stack: { odd: 1 } }),
    { value: "[object Object]" },
  ],
];

test.each(ODD)("turns %s into fields", (_, given, expected) => {
  expect(logFields(given)).toEqual(expected);
});

test.each([
  [{ a: 1 }, '{"a":1}'],
  [[1, "b"], '[1,"b"]'],
  [undefined, "undefined"],
  [Symbol("s"), "Symbol(s)"],
  [Object.create(null), "{}"],
  [new Proxy({}, { ownKeys: throwing }), "[unreadable]"],
])("turns a message that isn't text into one", (given, expected) => {
  expect(logMessage(given)).toBe(expected);
});

test("any arguments make a log event that the protocol accepts", () => {
  const any = fc.oneof(
    fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withBigInt: true,
      withNullPrototype: true,
      withTypedArray: true,
      withSparseArray: true,
    }),
    fc.constantFrom(...ODD.map(([, given]) => given)),
  );
  fc.assert(
    fc.property(any, any, (message, given) => {
      const fields = logFields(given);
      const event = { type: "log", at: 1, level: "info", message: logMessage(message), ...(fields ? { fields } : {}) };
      expect(RuntimeEvent.safeParse(JSON.parse(JSON.stringify(event))).error).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
