import fc from "fast-check";
import type { z } from "zod";

type Def = z.core.$ZodTypeDef & {
  readonly innerType: z.core.$ZodType;
  readonly element: z.core.$ZodType;
  readonly keyType: z.core.$ZodType;
  readonly valueType: z.core.$ZodType;
  readonly options: readonly z.core.$ZodType[];
  readonly values: readonly (string | boolean)[];
  readonly entries: Readonly<Record<string, string>>;
  readonly out: z.core.$ZodType;
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
  readonly getter: () => z.core.$ZodType;
};

/** Strings of any code units, halves of surrogate pairs and U+0000 included, short and long. */
const codeUnits: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.nat(0xffff), { maxLength: 8 }).map((units) => String.fromCharCode(...units)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", "__proto__", "constructor", "\u0000", "\ud83d", "\udc00\ud83d", "[", "a[0]"),
  },
  { weight: 1, arbitrary: fc.constantFrom(255, 256, 520, 521, 4_097, 70_000).map((length) => "x".repeat(length)) },
);

/** Numbers of any size and kind that JSON can hold. */
const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -2, max: 5 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(2 ** 31, 8.64e15, 8.9e15, 253_402_300_800_000, -0, 1e308, 5e-324),
);

const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    codeUnits,
    numbers,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(codeUnits, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/**
 * Values that look like a schema's, with texts, numbers, lengths and nesting that it may or may not allow.
 * @param depth how often schemas that contain themselves do so
 */
export function arbitraryValue(schema: z.core.$ZodType, depth = 3): fc.Arbitrary<unknown> {
  const def = schema._zod.def as Def;
  switch (def.type) {
    case "optional":
    case "default":
      return fc.option(arbitraryValue(def.innerType, depth), { nil: undefined });
    case "array":
      return fc.array(arbitraryValue(def.element, depth), { maxLength: 3 });
    case "record":
      return fc.dictionary(codeUnits, arbitraryValue(def.valueType, depth), { maxKeys: 3, noNullPrototype: true });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(def.shape).map(([field, type]) => [field, arbitraryValue(type, depth)])),
      );
    case "union":
      return fc.oneof(...def.options.map((option) => arbitraryValue(option, depth)));
    case "lazy":
      return depth === 0 ? json : arbitraryValue(def.getter(), depth - 1);
    case "pipe":
      return arbitraryValue(def.out, depth);
    case "literal":
      return fc.constantFrom(...def.values);
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "string":
      return codeUnits;
    case "number":
      return numbers;
    case "boolean":
      return fc.boolean();
    default:
      return json;
  }
}
