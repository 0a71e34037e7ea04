import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { csv, decimal, parquet } from "@millrace/sdk/tables";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newPath, source, stored } from "./stored";

let database: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  database = await DuckDBInstance.create(":memory:");
  connection = await database.connect();
  await connection.run("set TimeZone = 'UTC'");
});
afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

const query = async (sql: string): Promise<string[][]> =>
  (await connection.runAndReadAll(sql)).getRowsJson() as string[][];

const Order = z.object({
  id: z.bigint(),
  note: z.string().nullable(),
  code: z.string(),
  total: decimal(12, 2),
  wide: decimal(30, 3),
  rate: z.number(),
  count: z.int(),
  paid: z.boolean(),
  placedAt: z.date(),
  day: z.iso.date().nullable(),
});
const ORDERS: z.output<typeof Order>[] = [
  {
    id: 9223372036854775807n,
    note: 'a "quoted", note\nof two lines: é𝄞',
    code: "007",
    total: "-1234567890.10",
    wide: "123456789012345678901234567.125",
    rate: 0.1,
    count: 9007199254740991,
    paid: true,
    placedAt: new Date("2026-01-02T03:04:05.678Z"),
    day: "2026-02-28",
  },
  {
    id: -1n,
    note: null,
    code: "",
    total: "0.05",
    wide: "-0.001",
    rate: -5e-324,
    count: 0,
    paid: false,
    placedAt: new Date("1969-12-31T23:59:59.999Z"),
    day: null,
  },
];
const AS_DUCKDB_SAYS = [
  [
    "9223372036854775807",
    'a "quoted", note\nof two lines: é𝄞',
    "007",
    "-1234567890.10",
    "123456789012345678901234567.125",
    0.1,
    "9007199254740991",
    true,
    "2026-01-02 03:04:05.678",
    "2026-02-28",
  ],
  ["-1", null, "", "0.05", "-0.001", -5e-324, "0", false, "1969-12-31 23:59:59.999", null],
];

describe("Parquet", () => {
  test("writes every column in a type that DuckDB reads", async () => {
    const { path } = await stored(parquet(Order), ORDERS);
    const types = await query(`select column_name, column_type from (describe select * from '${path}')`);
    expect(Object.fromEntries(types)).toEqual({
      id: "BIGINT",
      note: "VARCHAR",
      code: "VARCHAR",
      total: "DECIMAL(12,2)",
      wide: "DECIMAL(30,3)",
      rate: "DOUBLE",
      count: "BIGINT",
      paid: "BOOLEAN",
      placedAt: "TIMESTAMP WITH TIME ZONE",
      day: "DATE",
    });
    expect(await query(`select * replace (placedAt at time zone 'UTC' as placedAt) from '${path}'`)).toEqual(
      AS_DUCKDB_SAYS,
    );
  });

  test("writes statistics that let DuckDB skip row groups", async () => {
    const Numbered = z.object({ n: z.int(), price: decimal(9, 2), day: z.iso.date() });
    const rows = Array.from({ length: 60_000 }, (_, n) => ({ n, price: `${n}.50`, day: "2026-01-02" }));
    const { path } = await stored(parquet(Numbered), rows);
    const groups = await query(
      `select row_group_num_rows, stats_min_value, stats_max_value from parquet_metadata('${path}') where path_in_schema = 'price'`,
    );
    expect(groups.map(([count]) => Number(count))).toEqual([50_000, 10_000]);
    expect(groups[1]?.slice(1)).toEqual(["50000.50", "59999.50"]);
    expect(await query(`select n from '${path}' where price = 55000.5 and day = '2026-01-02'`)).toEqual([["55000"]]);
  });

  test.each(["snappy", "zstd", "gzip", "brotli", "lz4_raw", "uncompressed"])(
    "reads a file that DuckDB compressed with %s",
    async (compression) => {
      const path = newPath("parquet");
      await connection.run(
        `copy (select i::bigint as id, 'row ' || i as note, i::text as code, (i / 100)::decimal(12,2) as total,
           i::decimal(30,3) as wide, i / 7 as rate, i::integer as count, i % 2 = 0 as paid,
           timestamp '2026-01-01' + to_seconds(i) as "placedAt", case when i % 3 = 0 then date '2026-01-01' end as day,
           [i] as list from range(5000) t(i)) to '${path}' (format parquet, compression ${compression}, row_group_size 2048)`,
      );
      const table = await parquet(Order).read(await source(path));
      const rows = await table.toArray();
      expect(rows).toHaveLength(5_000);
      expect(rows[4_321]).toEqual({
        id: 4321n,
        note: "row 4321",
        code: "4321",
        total: "43.21",
        wide: "4321.000",
        rate: 4321 / 7,
        count: 4321,
        paid: false,
        placedAt: new Date("2026-01-01T01:12:01Z"),
        day: null,
      });
    },
  );

  test("passes on a file on disk unchanged", async () => {
    const path = newPath("parquet");
    await connection.run(`copy (select 7::bigint as n) to '${path}' (format parquet)`);
    const { path: storedPath, metadata, read } = await stored(parquet(z.object({ n: z.int() })), { path });
    expect(storedPath).toBe(path);
    expect(metadata).toMatchObject({ columns: { type: "tableSchema" } });
    expect(await (await read()).toArray()).toEqual([{ n: 7 }]);
  });

  test.each([
    ["select 1 as other", 'the file has no column "n": it has other'],
    ["select 'x' as n", `row 1: column "n": x isn't a valid int`],
    ["select 9007199254740993 as n", `row 1: column "n": 9007199254740993 isn't a valid int`],
    ["select null::bigint as n", 'row 1: column "n": Invalid input'],
    ["select 1.25::decimal(9, 2) as n", 'row 1: column "n": Invalid input'],
  ])("rejects a file that doesn't match the schema: %s", async (sql, sentence) => {
    const path = newPath("parquet");
    await connection.run(`copy (${sql}) to '${path}' (format parquet)`);
    const table = await parquet(z.object({ n: z.int() })).read(await source(path));
    await expect(table.toArray()).rejects.toThrow(sentence);
  });
});

describe("CSV", () => {
  const columns = `{id: 'BIGINT', note: 'VARCHAR', code: 'VARCHAR', total: 'DECIMAL(12,2)', wide: 'DECIMAL(30,3)',
    rate: 'DOUBLE', count: 'BIGINT', paid: 'BOOLEAN', placedAt: 'TIMESTAMP', day: 'DATE'}`;

  test("writes every value so that DuckDB reads it, with empty strings distinct from missing values", async () => {
    const { path } = await stored(csv(Order), ORDERS);
    const sql = `select * from read_csv('${path}', header = true, allow_quoted_nulls = false, columns = ${columns})`;
    expect(await query(sql)).toEqual(AS_DUCKDB_SAYS);
  });

  test("reads files that DuckDB wrote, with empty strings and missing values", async () => {
    const path = newPath("csv");
    const { path: parquetPath } = await stored(parquet(Order), ORDERS);
    await connection.run(`copy (select * from '${parquetPath}') to '${path}' (format csv, header)`);
    const table = await csv(Order).read(await source(path));
    expect(await table.toArray()).toEqual(ORDERS);
  });
});
