import { csv, decimal, parquet } from "@millrace/sdk/tables";
import { expect, test } from "vitest";
import { z } from "zod";
import { columnsOf, tableColumns } from "../../src/tables/columns";

test("maps each schema field to a column of its type", () => {
  const schema = z.object({
    text: z.string(),
    id: z.uuid(),
    day: z.iso.date(),
    moment: z.iso.datetime(),
    whole: z.int().positive(),
    alsoWhole: z.number().int(),
    small: z.int32(),
    real: z.number().min(0),
    big: z.bigint(),
    yes: z.boolean(),
    at: z.date(),
    kind: z.enum(["a", "b"]),
    one: z.literal(["x", "y"]),
    level: z.literal([1, 2]),
    price: decimal(18, 4),
    maybe: z.string().nullable(),
    leftOut: z.string().optional().describe("not always there"),
    given: z.string().default("x"),
    fixed: z.string().readonly(),
  });
  const types = Object.fromEntries(tableColumns(columnsOf(schema)).map(({ name, type }) => [name, type]));
  expect(types).toEqual({
    text: "string",
    id: "string",
    day: "date",
    moment: "string",
    whole: "int",
    alsoWhole: "int",
    small: "int",
    real: "float",
    big: "bigint",
    yes: "boolean",
    at: "timestamp",
    kind: "string",
    one: "string",
    level: "int",
    price: "decimal(18, 4)",
    maybe: "string, optional",
    leftOut: "string, optional",
    given: "string",
    fixed: "string",
  });
  expect(columnsOf(schema).find(({ name }) => name === "leftOut")?.description).toBe("not always there");
});

test.each([
  [z.object({ tags: z.array(z.string()) }), `column "tags": a field of type array can't be stored in a table cell`],
  [z.object({ at: z.string().transform(Number) }), `column "at": a field of type pipe can't be stored`],
  [z.object({ x: z.string().nullish() }), 'column "x" can be both null and undefined, which a file can\'t distinguish'],
  [z.object({ x: z.literal(["a", 1]) }), 'column "x": its values must all be'],
  [z.object({}), "a table needs at least one column"],
  [z.object({ "": z.string() }), "a column of a table needs a name"],
])("rejects a schema that no file can store", (schema, sentence) => {
  for (const io of [csv, parquet]) expect(() => io(schema)).toThrow(sentence);
});

test.each([
  [0, 0],
  [39, 0],
  [5, 6],
  [5, -1],
  [5.5, 2],
])("rejects decimal(%d, %d)", (precision, scale) => {
  expect(() => decimal(precision, scale)).toThrow(`decimal(${precision}, ${scale}): precision must be an integer`);
});

test.each(["00.10", "+1.00", "-0.00", "1", "1.0", "1.000", "1000.00", " 1.00", "1,00", ""])(
  "decimal(5, 2) has exactly one text per number and rejects %j",
  (text) => {
    expect(decimal(5, 2).safeParse(text).success).toBe(false);
  },
);
