import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "../manifest/manifest";
import { configProblems } from "./config-problems";
import { removeUnknown, scaffold, scaffoldMissing } from "./scaffold";

const leaf = fc.oneof(
  fc.constant(z.boolean()),
  fc.constant(z.null()),
  fc.integer({ min: -9, max: 9 }).map((min) => z.number().int().min(min)),
  fc.constant(z.number().positive()),
  fc.constant(z.string()),
  fc.constant(z.enum(["a", "b"])),
  fc.constant(z.literal("one")),
  fc.constant(z.string().nullable()),
  fc.constant(z.number().default(7)),
);
const { type } = fc.letrec<{ type: z.ZodType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .dictionary(fc.constantFrom("a", "b", "c"), fc.tuple(tie("type"), fc.boolean()), { maxKeys: 3 })
      .map((shape) =>
        z.strictObject(
          Object.fromEntries(
            Object.entries(shape).map(([name, [of, isOptional]]) => [name, isOptional ? of.optional() : of]),
          ),
        ),
      ),
    tie("type").map((of) => z.array(of).min(1)),
    fc.tuple(tie("type"), tie("type")).map((of) => z.tuple(of)),
    tie("type").map((of) => z.record(z.string(), of)),
    fc
      .tuple(tie("type"), tie("type"))
      .map(([a, b]) =>
        z.discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal("a"), of: a }),
          z.strictObject({ kind: z.literal("b"), of: b }),
        ]),
      ),
  ),
}));
const schemas = type.map((it) => it.toJSONSchema({ io: "input" }) as JsonSchema);

test("a scaffold fits its schema, and nothing is missing in it", () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      const value = scaffold(schema);
      expect(configProblems(schema, value)).toEqual([]);
      expect(scaffoldMissing(schema, value)).toEqual(value);
      expect(removeUnknown(schema, value)).toEqual(value);
    }),
  );
});

test("what is missing is filled in and what is there stays", () => {
  const schema = z
    .object({
      limit: z.number().int().min(1),
      note: z.string().default("none"),
      more: z.string().optional(),
      mode: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("full") }),
        z.object({ kind: z.literal("since"), day: z.string() }),
      ]),
      items: z.array(z.object({ n: z.number().default(1), s: z.string() })),
    })
    .toJSONSchema({ io: "input" }) as JsonSchema;
  expect(scaffoldMissing(schema, { limit: 5, mode: { kind: "since" }, items: [{ s: "x" }], other: 1 })).toEqual({
    limit: 5,
    note: "none",
    mode: { kind: "since", day: "" },
    items: [{ n: 1, s: "x" }],
    other: 1,
  });
});

test("unknown keys are removed at any depth, known ones never", () => {
  const schema = z
    .strictObject({ a: z.array(z.strictObject({ "x/y": z.number() })) })
    .toJSONSchema({ io: "input" }) as JsonSchema;
  expect(removeUnknown(schema, { b: 1, a: [{ "x/y": 1 }, { "x/y": 2, z: 3 }] })).toEqual({
    a: [{ "x/y": 1 }, { "x/y": 2 }],
  });
});

test("properties come in the author's order, whatever the database made of it", () => {
  const schema = {
    type: "object",
    properties: { b: { default: 2 }, a: { default: 1 }, ccc: { default: 3 } },
    propertyOrder: ["ccc", "a"],
  };
  expect(Object.keys(scaffold(schema) as object)).toEqual(["ccc", "a", "b"]);
});
