import type { z } from "zod";
import { type FileValue, type IoManager, io, type ValueSource } from "../io";
import { meta } from "../metadata";
import { type BatchLimits, checkedBatches, checkRow, type Row } from "./checked-rows";
import { type Column, columnsOf, type RowSchema, tableColumns } from "./columns";
import { type Rows, storedTable, type Table } from "./table";

/** A file format for rows. */
export type TableFormat = {
  readonly name: string;
  /** Size of a batch: the part of a table that is held in memory and written in one go. */
  readonly batch: BatchLimits;
  write(columns: readonly Column[], batches: AsyncIterable<readonly Row[]>): AsyncIterable<Uint8Array>;
  /** Yields rows in batches as the file has them. The schema validates them afterward. */
  read(columns: readonly Column[], source: ValueSource): AsyncIterable<readonly Row[]>;
};

/**
 * Returns an IO manager for tables of one schema. Records the columns and the row count as metadata of each
 * materialization.
 */
export function tableIo<S extends RowSchema>(
  schema: S,
  format: TableFormat,
): IoManager<Table<z.output<S>>, Rows<z.input<S>>> {
  const columns = columnsOf(schema);
  return io.custom<Rows<z.input<S>>, Table<z.output<S>>>({
    name: format.name,
    write(value, { metadata }) {
      metadata({ columns: meta.tableSchema(tableColumns(columns)) });
      if (isFile(value)) return value;
      if (!isIterable(value)) throw new TypeError(`return either rows or { path } to a ${format.name} file`);
      const count = (rows: number) => metadata({ rows: meta.int(rows) });
      return format.write(columns, counted(checkedBatches(schema, value, format.batch), count));
    },
    read: (source) =>
      storedTable(source, columns, async function* () {
        let number = 0;
        for await (const batch of format.read(columns, source))
          yield batch.map((row) => checkRow(schema, row, ++number) as z.output<S>);
      }),
  });
}

const isFile = (value: unknown): value is FileValue =>
  typeof value === "object" && value !== null && "path" in value && typeof value.path === "string";

const isIterable = (value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);

async function* counted(
  batches: AsyncIterable<readonly Row[]>,
  count: (rows: number) => void,
): AsyncGenerator<readonly Row[]> {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    yield batch;
  }
  count(rows);
}
