import type { z } from "zod";
import type { IoManager } from "../../io";
import type { RowSchema } from "../columns";
import type { Rows, Table } from "../table";
import { tableIo } from "../table-io";
import { writeCsv } from "./write-csv";

/**
 * Stores a table as CSV: UTF-8, with a header, commas, quotes where needed, and a line feed after each row. An empty
 * cell is a missing value and `""` is an empty string, as in PostgreSQL and DuckDB. Rows are validated against the
 * schema when written and when read.
 * @example
 * const Order = z.object({ id: z.int(), placedAt: z.date(), note: z.string().nullable() });
 * export const orders = asset("orders", { io: csv(Order) }, async function* ({ resources }) {
 *   for await (const order of resources.shop.orders()) yield order;
 * });
 * export const count = asset("count", { deps: { orders } }, async ({ inputs }) => (await inputs.orders.toArray()).length);
 */
export function csv<S extends RowSchema>(schema: S): IoManager<Table<z.output<S>>, Rows<z.input<S>>> {
  return tableIo(schema, {
    name: "csv",
    batch: { rows: 1_000, chars: 1024 * 1024 },
    write: writeCsv,
    async *read(columns, source) {
      const { readCsv } = await import("./read-csv");
      yield* readCsv(columns, await source.stream());
    },
  });
}
