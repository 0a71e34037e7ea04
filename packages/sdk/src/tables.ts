/**
 * IO managers for tables, typed by a zod schema: `io: csv(Order)`, `io: parquet(Order)`.
 * @module @millrace/sdk/tables
 */

export type { RowSchema } from "./tables/columns";
export { csv } from "./tables/csv/csv";
export { decimal } from "./tables/decimal";
export { parquet } from "./tables/parquet/parquet";
export type { Rows, Table } from "./tables/table";
