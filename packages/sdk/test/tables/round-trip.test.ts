import { csv, decimal, parquet, type RowSchema } from "@millrace/sdk/tables";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { stored } from "./stored";

const Everything = z.object({
  text: z.string(),
  maybeText: z.string().nullable(),
  leftOut: z.string().optional(),
  whole: z.int(),
  small: z.int32().nullable(),
  real: z.number(),
  maybeReal: z.number().nullable(),
  big: z.bigint(),
  yes: z.boolean(),
  maybeYes: z.boolean().nullable(),
  at: z.date(),
  maybeAt: z.date().optional(),
  day: z.iso.date(),
  price: decimal(12, 2),
  wide: decimal(38, 10).nullable(),
  share: decimal(3, 3),
  kind: z.enum(["a", "b,c", ""]),
  'odd, "name"\n': z.string(),
});

// Any text UTF-8 can encode, with emphasis on what CSV could misread.
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    " ",
    "007",
    "1e3",
    "null",
    "NULL",
    "true",
    '"',
    '""',
    ",",
    "\n",
    "\r\n",
    "\r",
    "a\r",
    "\uFEFF",
    "𝄞",
    "\0",
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const digits = (count: number) => fc.bigInt({ min: -(10n ** BigInt(count)) + 1n, max: 10n ** BigInt(count) - 1n });
const decimals = (precision: number, scale: number) =>
  digits(precision).map((value) => {
    const padded = String(value < 0n ? -value : value).padStart(scale + 1, "0");
    return `${value < 0n ? "-" : ""}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  });
const row: fc.Arbitrary<z.output<typeof Everything>> = fc.record(
  {
    text,
    maybeText: maybe(text),
    leftOut: text,
    whole: fc.maxSafeInteger(),
    small: maybe(fc.integer()),
    real: fc.double({ noNaN: true, noDefaultInfinity: true }),
    maybeReal: maybe(fc.constantFrom(0, -0, 1e21, 5e-324, 0.1)),
    big: int64,
    yes: fc.boolean(),
    maybeYes: maybe(fc.boolean()),
    at: fc.date({ noInvalidDate: true }),
    maybeAt: fc.date({ noInvalidDate: true, min: new Date("1900-01-01"), max: new Date("2100-01-01") }),
    day: fc
      .date({ noInvalidDate: true, min: new Date("0000-01-01"), max: new Date("9999-12-31") })
      .map((date) => date.toISOString().slice(0, 10)),
    price: decimals(12, 2),
    wide: maybe(decimals(38, 10)),
    share: decimals(3, 3),
    kind: fc.constantFrom("a" as const, "b,c" as const, "" as const),
    'odd, "name"\n': text,
  },
  { requiredKeys: Object.keys(Everything.shape).filter((key) => key !== "leftOut" && key !== "maybeAt") as never },
);

describe.each([
  ["csv", csv],
  ["parquet", parquet],
] as const)("%s", (_, format) => {
  test("returns exactly what was stored", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const table = await (await stored(format(Everything), rows)).read();
        expect(await table.toArray()).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });

  test("returns a single-column table whichever cells are empty", async () => {
    const One = z.object({ only: z.string().nullable() });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ only: maybe(text) })), async (rows) => {
        expect(await (await (await stored(format(One), rows)).read()).toArray()).toEqual(rows);
      }),
    );
  });

  test("accepts arrays, iterables, and async iterables, and reads from the start each time", async () => {
    const Numbered = z.object({ n: z.int() });
    const ways = [
      [{ n: 1 }, { n: 2 }],
      new Set([{ n: 1 }, { n: 2 }]),
      (async function* () {
        yield { n: 1 };
        yield { n: 2 };
      })(),
    ];
    for (const rows of ways) {
      const table = await (await stored(format(Numbered), rows)).read();
      for (let reading = 0; reading < 2; reading++) {
        const seen: number[] = [];
        for await (const { n } of table) seen.push(n);
        expect(seen).toEqual([1, 2]);
      }
      const again = await (await stored(format(Numbered), table)).read();
      expect(await again.toArray()).toEqual([{ n: 1 }, { n: 2 }]);
    }
  });

  test("preserves row order across batches, and can stop halfway", async () => {
    const Numbered = z.object({ n: z.int(), text: z.string() });
    const count = 60_000;
    const rows = (function* () {
      for (let n = 0; n < count; n++) yield { n, text: `row ${n}` };
    })();
    const table = await (await stored(format(Numbered), rows)).read();
    let next = 0;
    for await (const { n, text } of table) {
      if (n !== next || text !== `row ${n}`) expect.fail(`row ${next} is ${n}: ${text}`);
      next++;
    }
    expect(next).toBe(count);
    for await (const { n } of table) if (n === 3) break;
  });

  test("records its columns and row count", async () => {
    const Order = z.object({
      id: z.int().describe("the shop's number"),
      total: decimal(12, 2).nullable(),
      at: z.date().optional(),
    });
    const { metadata, read } = await stored(format(Order), [{ id: 1, total: "1.50" }]);
    const columns = [
      { name: "id", type: "int", description: "the shop's number" },
      { name: "total", type: "decimal(12, 2), optional" },
      { name: "at", type: "timestamp, optional" },
    ];
    expect(metadata).toEqual({
      columns: { type: "tableSchema", value: { columns } },
      rows: { type: "int", value: 1 },
    });
    expect((await read()).columns).toEqual(columns);
  });

  test("applies defaults when storing, and drops fields that the schema doesn't have", async () => {
    const Order = z.object({ id: z.int(), country: z.string().default("NL") });
    const table = await (await stored(format(Order), [{ id: 1, secret: "x" } as { id: number }])).read();
    expect(await table.toArray()).toEqual([{ id: 1, country: "NL" }]);
  });

  test.each<[string, RowSchema, unknown, string]>([
    [
      "a value of another type",
      z.object({ n: z.int() }),
      { n: "1" },
      'row 1: column "n": Invalid input: expected number',
    ],
    [
      "a Date where the schema has a day, as a client of PostgreSQL gives it",
      z.object({ day: z.iso.date() }),
      { day: new Date(0) },
      'column "day": Invalid input: expected string, received Date: declare it as z.date(), or pass a string such as 2026-01-02',
    ],
    ["a number that is not finite", z.object({ n: z.number() }), { n: Number.NaN }, 'column "n"'],
    ["a date that is none", z.object({ at: z.date() }), { at: new Date("x") }, 'column "at"'],
    ["a missing value", z.object({ n: z.int() }), {}, 'column "n"'],
    ["another scale", z.object({ d: decimal(5, 2) }), { d: "1.5" }, "write it as a decimal(5, 2), like 0.50"],
    ["a decimal that is too large", z.object({ d: decimal(5, 2) }), { d: "1234.50" }, "decimal(5, 2)"],
    ["a day that no calendar has", z.object({ day: z.iso.date() }), { day: "2026-02-30" }, 'column "day"'],
    ["unpaired surrogate", z.object({ t: z.string() }), { t: "a\uD800" }, "unpaired surrogate"],
  ])("rejects %s and names the row", async (_case, schema, bad, sentence) => {
    await expect(stored(format(schema), [bad] as never)).rejects.toThrow(sentence);
  });

  test("rejects a value that is neither rows nor a file", async () => {
    const Numbered = z.object({ n: z.int() });
    await expect(stored(format(Numbered), { n: 1 } as never)).rejects.toThrow("return either rows or { path }");
  });

  test("passes on an error from the source of rows", async () => {
    const failing = (async function* () {
      yield { n: 1 };
      throw new Error("the shop is closed");
    })();
    await expect(stored(format(z.object({ n: z.int() })), failing)).rejects.toThrow("the shop is closed");
  });
});

test("Parquet rejects a bigint of more than 64 bits and says what to use instead", async () => {
  const rows = [{ n: 2n ** 63n }];
  await expect(stored(parquet(z.object({ n: z.bigint() })), rows)).rejects.toThrow(
    `row 1: column "n": 9223372036854775808 doesn't fit in 64 bits. Use decimal(38, 0) or a string.`,
  );
  expect(await (await (await stored(csv(z.object({ n: z.bigint() })), rows)).read()).toArray()).toEqual(rows);
});
