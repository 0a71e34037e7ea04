import type { z } from "zod";
import type { IoManager } from "../../io";
import type { RowSchema } from "../columns";
import type { Rows, Table } from "../table";
import { tableIo } from "../table-io";

/**
 * Stores a table as Parquet, compressed with Snappy, in row groups of up to 50,000 rows. At most one row group is held
 * in memory. Rows are validated against the schema when written and when read. Files written by other programs can use
 * any common compression. A `Date` has millisecond precision: anything finer in a file is truncated.
 * @example
 * const Order = z.object({ id: z.bigint(), total: decimal(12, 2), placedAt: z.date(), day: z.iso.date() });
 * export const orders = asset("orders", { io: parquet(Order) }, ({ resources }) => resources.shop.orders());
 * export const big = asset("big", { deps: { orders } }, async ({ inputs }) =>
 *   duckdb(`select max(total) from '${await inputs.orders.file()}'`));
 */
export function parquet<S extends RowSchema>(schema: S): IoManager<Table<z.output<S>>, Rows<z.input<S>>> {
  return tableIo(schema, {
    name: "parquet",
    batch: { rows: 50_000, chars: 8 * 1024 * 1024 },
    async *write(columns, batches) {
      const { writeParquet } = await import("./write-parquet");
      yield* writeParquet(columns, batches);
    },
    async *read(columns, source) {
      const { readParquet } = await import("./read-parquet");
      yield* readParquet(columns, await source.file());
    },
  });
}
