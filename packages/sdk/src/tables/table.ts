import type { FileValue, ValueSource } from "../io";
import type { TableColumn } from "../metadata";
import { type Column, tableColumns } from "./columns";

/** Return type of an asset with a table IO manager: rows, or a file of that format on disk. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row> | FileValue;

/**
 * A stored table. Rows are streamed on each iteration, from the start, and never held in memory all at once.
 * @example
 * for await (const order of inputs.orders) total += order.amount;
 */
export interface Table<Row> extends AsyncIterable<Row> {
  /** Columns of the schema, as the asset page shows them. */
  readonly columns: readonly TableColumn[];
  /** Size of the stored file in bytes. */
  readonly size: number;
  /** Returns all rows, held in memory. */
  toArray(): Promise<Row[]>;
  /** Path of a local copy of the file, for tools such as DuckDB. Valid until the run ends. */
  file(): Promise<string>;
}

/** Returns a table over a stored value. `batches` reads it from the start. */
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
