import type { z } from "zod";
import type { IoManager } from "../../io";
import type { RowSchema } from "../columns";
import type { Rows, Table } from "../table";
import { tableIo } from "../table-io";

/**
 * Stores a table as Parquet, compressed with Snappy, in row groups of at most 50,000 rows: one group is all that is ever
 * in memory. Rows are checked against the schema when they are written and when they are read; files of other
 * programs are read in any of the usual compressions. A `Date` holds milliseconds: what a file says beyond them is cut off.
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
