import { expect, test } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "../manifest/manifest";
import { configProblems, isCheckable } from "./config-problems";

const strict = { io: "input", override: close } as const;
function close({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Record<string, unknown> }) {
  if (zodSchema._zod.def.type === "object") jsonSchema.additionalProperties ??= false;
}
const schemaOf = (type: z.ZodType) => type.toJSONSchema(strict) as JsonSchema;
const problems = (type: z.ZodType, value: unknown) =>
  configProblems(schemaOf(type), value).map(({ pointer, detail }) => `${pointer} ${detail}`);

const Mode = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("full") }),
  z.object({ kind: z.literal("since"), day: z.iso.date() }),
]);

test.each<[string, z.ZodType, unknown, string[]]>([
  [
    "a number's limits",
    z.object({ n: z.number().int().min(1).max(9) }),
    { n: 0.5 },
    ["/n must be a whole number, not 0.5"],
  ],
  ["a number below", z.object({ n: z.number().min(1) }), { n: 0 }, ["/n must be at least 1"]],
  ["an exclusive limit", z.object({ n: z.number().positive() }), { n: 0 }, ["/n must be more than 0"]],
  ["a missing property", z.object({ n: z.number() }), {}, ["/n is required (expected a number)"]],
  [
    "a misspelled key",
    z.object({ limit: z.number().optional() }),
    { limt: 1 },
    ['/limt is an unknown key. Did you mean "limit"?'],
  ],
  [
    "an unknown key",
    z.object({ limit: z.number().optional() }),
    { other: 1 },
    ["/other is an unknown key. Known keys: limit"],
  ],
  [
    "a choice",
    z.object({ c: z.enum(["EUR", "GBP"]) }),
    { c: "EUP" },
    ['/c must be one of "EUR", "GBP", not "EUP". Did you mean "EUR"?'],
  ],
  ["a format once", z.object({ to: z.email() }), { to: "x" }, ['/to must be an email address, not "x"']],
  [
    "a date",
    z.object({ day: z.iso.date() }),
    { day: "2026-02-30" },
    ['/day must be a date such as 2026-01-31, not "2026-02-30"'],
  ],
  ["an own pattern", z.object({ s: z.string().regex(/^[a-z]+$/) }), { s: "A" }, ["/s must match /^[a-z]+$/"]],
  ["items of a list", z.array(z.object({ n: z.number() })), [{ n: 1 }, { n: "1" }], ['/1/n must be a number, not "1"']],
  ["too many items", z.array(z.string()).max(1), ["a", "b"], [" must have at most 1 item"]],
  ["keys with slashes", z.record(z.string(), z.number()), { "a/b~c": "x" }, ['/a~1b~0c must be a number, not "x"']],
  [
    "a nullable value",
    z.object({ day: z.iso.date().nullable() }),
    { day: "x" },
    ['/day must be a date such as 2026-01-31, not "x"'],
  ],
  [
    "the meant alternative",
    z.object({ mode: Mode }),
    { mode: { kind: "since", day: "x" } },
    ['/mode/day must be a date such as 2026-01-31, not "x"'],
  ],
  ["an absent alternative", z.object({ mode: Mode }), {}, ["/mode is required"]],
  [
    "an unknown key of an alternative",
    z.object({ mode: Mode }),
    { mode: { kind: "full", day: "x" } },
    ["/mode/day is an unknown key. Known keys: kind"],
  ],
])("reports %s with its path", (_name, type, value, expected) => {
  expect(problems(type, value)).toEqual(expected);
});

test("a discriminator that names no alternative lists them", () => {
  expect(problems(z.object({ mode: Mode }), { mode: { kind: "sinc" } })).toEqual([
    `/mode doesn't match any of its 2 alternatives: /kind must be "full", not "sinc"; or /kind must be "since", not "sinc". Did you mean "since"?`,
  ]);
});

test("a valid value has no problems, nor has what an open object adds", () => {
  expect(
    problems(z.object({ mode: Mode, day: z.iso.date().nullable() }), { mode: { kind: "full" }, day: null }),
  ).toEqual([]);
  expect(problems(z.looseObject({ a: z.number() }), { a: 1, b: 2 })).toEqual([]);
  expect(problems(z.object({ a: z.number() }).and(z.object({ b: z.number() })), { a: 1, b: 2 })).toEqual([]);
});

test("a schema that refers to itself is followed", () => {
  const Tree = z.object({
    name: z.string(),
    get children() {
      return z.array(Tree).default([]);
    },
  });
  expect(problems(Tree, { name: "a", children: [{ name: "b", children: [{ nam: 1 }] }] })).toEqual([
    "/children/0/children/0/name is required (expected text)",
    '/children/0/children/0/nam is an unknown key. Did you mean "name"?',
  ]);
});

test("checking generates no code", () => {
  const original = globalThis.Function;
  const refused = () => {
    throw new Error("code was generated");
  };
  globalThis.Function = refused as unknown as FunctionConstructor;
  try {
    expect(problems(z.object({ n: z.number() }), { n: 1 })).toEqual([]);
  } finally {
    globalThis.Function = original;
  }
});

test("a schema with hand-written keywords that cannot be read is left to the step", () => {
  const schema = { type: "object", if: { properties: {} }, else: false } as JsonSchema;
  expect(isCheckable(schema)).toBe(false);
  expect(configProblems(schema, 1)).toEqual([]);
});
