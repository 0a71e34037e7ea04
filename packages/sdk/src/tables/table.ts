import type { FileValue, ValueSource } from "../io";
import type { TableColumn } from "../metadata";
import { type Column, tableColumns } from "./columns";

/** What an asset with a table's io returns: rows as they come, or a file of that format that is already on disk. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row> | FileValue;

/**
 * A stored table. Rows are streamed on each iteration, from the start, and never held in memory all at once.
 * @example
 * for await (const order of inputs.orders) total += order.amount;
 */
export interface Table<Row> extends AsyncIterable<Row> {
  /** The schema's columns, as the asset page shows them. */
  readonly columns: readonly TableColumn[];
  /** Bytes of the stored file. */
  readonly size: number;
  /** All rows, held in memory. */
  toArray(): Promise<Row[]>;
  /** Path of a local copy of the file, for tools such as DuckDB. Valid until the run ends. */
  file(): Promise<string>;
}

/** A table over a stored value. `batches` reads it from the start, some rows at a time. */
export function storedTable<Row>(
  source: ValueSource,
  columns: readonly Column[],
  batches: () => AsyncIterable<readonly Row[]>,
): Table<Row> {
  return {
    columns: tableColumns(columns),
    size: source.size,
    file: () => source.file(),
    async toArray() {
      const rows: Row[] = [];
      for await (const batch of batches()) for (const row of batch) rows.push(row);
      return rows;
    },
    async *[Symbol.asyncIterator]() {
      for await (const batch of batches()) yield* batch;
    },
  };
}
