import type { NotJson } from "@millrace/sdk";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "./json-output";

const messageFor = (value: unknown, root?: string, mayHaveIo = true): string => {
  try {
    jsonText(value, 'asset "orders"', root, mayHaveIo);
  } catch (error) {
    expect(error).toMatchObject({ code: "OUTPUT_NOT_STORABLE", options: { retry: false } });
    return (error as Error).message;
  }
  return expect.fail("not rejected");
};

class Money {
  constructor(readonly cents: number) {}
}
class Decimal extends Money {
  toJSON = () => String(this.cents);
}
const circular: Record<string, unknown> = {};
circular.self = { again: circular };

test.each<[string, unknown, string, string]>([
  ["Date", { at: new Date(0) }, "output.at", "Date is not JSON: return date.toISOString(), or set `io`"],
  ["bigint", [[1n]], "output[0][0]", "bigint is not JSON: return a string, or set `io`"],
  ["Map", { a: { b: new Map() } }, "output.a.b", "Map and Set are not JSON: return an object or an array, or set `io`"],
  ["Set", new Set(), "output", "Map and Set are not JSON: return an object or an array, or set `io`"],
  ["NaN", { rate: Number.NaN }, "output.rate", "NaN is not JSON: return null, or set `io`"],
  ["Infinity", [Infinity], "output[0]", "Infinity is not JSON: return null, or set `io`"],
  ["a function", { run: () => 1 }, "output.run", "a function is not JSON: return its result, or set `io`"],
  ["a symbol", { kind: Symbol("x") }, "output.kind", "a symbol is not JSON: return its description, or set `io`"],
  ["undefined", [1, undefined], "output[1]", "undefined in a list is not JSON: return null, or set `io`"],
  // biome-ignore lint/suspicious/noSparseArray: the value under test
  ["a hole", [1, , 2], "output[1]", "undefined in a list is not JSON: return null, or set `io`"],
  [
    "bytes",
    { file: new Uint8Array(1) },
    "output.file",
    "bytes are not JSON: return base64 text, or set `io: io.bytes()`",
  ],
  ["a circle", circular, "output.self.again", "a circular value is not JSON: return an ID instead, or set `io`"],
  [
    "a class",
    { "unit price": new Money(1) },
    'output["unit price"]',
    "Money is not JSON: return a plain object such as { ...value }, or set `io`",
  ],
  ["toJSON", { total: new Decimal(1) }, "output.total", "Decimal is not JSON: return what toJSON() gives, or set `io`"],
  ["an error", new Error("x"), "output", "Error is not JSON: return a plain object such as { ...value }, or set `io`"],
  [
    "a Promise",
    { rows: Promise.resolve(1) },
    "output.rows",
    "a Promise is not JSON: return what it resolves to, or set `io`",
  ],
  ["a generator", (function* () {})(), "output", "an iterable is not JSON: return an array, or set `io`"],
])("rejects %s with its path and its fix", (_, value, path, sentence) => {
  expect(messageFor(value)).toBe(`asset "orders": ${path}: ${sentence}`);
});

test("has the same messages in the compiler", () => {
  const sentences: readonly [unknown, string][] = [
    [new Date(), "Date is not JSON: return date.toISOString(), or set `io`" satisfies NotJson<Date>],
    [1n, "bigint is not JSON: return a string, or set `io`" satisfies NotJson<bigint>],
    [new Map(), "Map and Set are not JSON: return an object or an array, or set `io`" satisfies NotJson<Map<1, 2>>],
    [() => 1, "a function is not JSON: return its result, or set `io`" satisfies NotJson<() => 1>],
    [Symbol("x"), "a symbol is not JSON: return its description, or set `io`" satisfies NotJson<symbol>],
    [new Uint8Array(), "bytes are not JSON: return base64 text, or set `io: io.bytes()`" satisfies NotJson<Uint8Array>],
    [[].values(), "an iterable is not JSON: return an array, or set `io`" satisfies NotJson<IterableIterator<1>>],
  ];
  for (const [value, sentence] of sentences) expect(messageFor(value)).toBe(`asset "orders": output: ${sentence}`);
});

test("leaves the IO manager out of the message where none can be set", () => {
  expect(messageFor(new Date(), "output", false)).toBe(
    'asset "orders": output: Date is not JSON: return date.toISOString()',
  );
  expect(messageFor({ at: new Date() }, "cursor", false)).toBe(
    'asset "orders": cursor.at: Date is not JSON: give date.toISOString()',
  );
});

test("accepts every value that JSON preserves", () => {
  const twice = { shared: 1 };
  expect(jsonText([twice, twice, Object.create(null)], "op")).toBe('[{"shared":1},{"shared":1},{}]');
  expect(jsonText({ a: undefined, b: 1 }, "op")).toBe('{"b":1}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonText(value, "op")).toBe(JSON.stringify(value));
    }),
  );
});
