import fc from "fast-check";
import { expect, test } from "vitest";
import { storableJson, storableJsonText } from "./storable";

const nested = (levels: number, open = "[", close = "]") => `${open.repeat(levels)}1${close.repeat(levels)}`;

test("leaves storable values as JSON.stringify writes them", () => {
  const strings = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "medium", stringUnit: "grapheme" }), strings, (value, text) => {
      const stored = storableJson({ value, text });
      if (!/\\u0000/.test(JSON.stringify({ value, text }))) expect(stored).toBe(JSON.stringify({ value, text }));
    }),
  );
});

test("replaces U+0000 and lone surrogates in values and keys, and nothing that only looks like an escape", () => {
  const value = { "k\0": ["\uD800", "\\u0000", { "__proto__\uDC00": 1 }], date: new Date(0), gone: undefined };

  expect(JSON.parse(storableJson(value))).toEqual({
    "k\uFFFD": ["\uFFFD", "\\u0000", { "__proto__\uFFFD": 1 }],
    date: "1970-01-01T00:00:00.000Z",
  });
  expect(storableJson(["\\u0000"])).toBe('["\\\\u0000"]');
  expect(storableJsonText('{"a":"\\u0000"}')).toBe('{"a":"\uFFFD"}');
});

test("keeps a key named __proto__", () => {
  expect(storableJson(JSON.parse('{"__proto__":{"a":"\\u0000"}}'))).toBe('{"__proto__":{"a":"\uFFFD"}}');
});

test.each([201, 5_000, 200_000])("cuts values that nest %i levels deep", (levels) => {
  const list = JSON.parse(storableJson(JSON.parse(nested(levels))));
  const object = JSON.parse(storableJson(JSON.parse(nested(levels, '{"a":', "}"))));

  expect(JSON.stringify(list)).toBe(`${"[".repeat(200)}"[nested too deeply]"${"]".repeat(200)}`);
  expect(JSON.stringify(object)).toHaveLength('{"a":}'.length * 200 + '"[nested too deeply]"'.length);
});

test("keeps values that nest 200 levels deep", () => {
  expect(storableJson(JSON.parse(nested(200)))).toBe(nested(200));
});
