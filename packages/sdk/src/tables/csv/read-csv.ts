import { DomainError } from "@millrace/core/errors";
import { type Row, rowError } from "../checked-rows";
import type { Column } from "../columns";
import { cellValue } from "./cells";
import { type Cell, type CsvRecord, CsvRecords } from "./records";

/** Yields the rows of a CSV file in batches. Columns are matched by header; others are dropped. */
export async function* readCsv(
  columns: readonly Column[],
  file: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Row[]> {
  let header: Header | undefined;
  let number = 0;
  for await (const records of recordsOf(file)) {
    const rows: Row[] = [];
    for (const record of records) {
      if (header === undefined) header = readHeader(columns, record);
      else if (record.length === header.cells) rows.push(rowOf(header, record, ++number));
      else if (!isBlank(record)) throw wrongLength(record, header, number + 1);
    }
    yield rows;
  }
  if (header === undefined)
    throw new DomainError("invalid", "csv_malformed", "the CSV file is empty and has no header");
}

async function* recordsOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<readonly CsvRecord[]> {
  const records = new CsvRecords();
  // Drops a byte order mark.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const bytes of file) yield records.push(decoder.decode(bytes, { stream: true }));
    yield records.push(decoder.decode());
    yield records.end();
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw cause;
    throw new DomainError("invalid", "csv_malformed", "the CSV file isn't UTF-8. Convert it at the source.", { cause });
  }
}

/** Index of each column's cell in a record. */
type Header = {
  readonly cells: number;
  readonly columns: readonly { readonly column: Column; readonly index: number }[];
};

function readHeader(columns: readonly Column[], names: CsvRecord): Header {
  return { cells: names.length, columns: columns.map((column) => ({ column, index: columnIndex(column, names) })) };
}

function columnIndex({ name, empty }: Column, names: CsvRecord): number {
  const index = names.indexOf(name);
  if (index >= 0 || empty !== "required") return index;
  throw new DomainError("invalid", "column_missing", `the file has no column "${name}": it has ${names.join(", ")}`);
}

const isBlank = (record: CsvRecord): boolean => record.length === 1 && record[0] === null;

const wrongLength = (record: CsvRecord, { cells }: Header, number: number): DomainError =>
  rowError(number, "", `has ${record.length} cells, but the header has ${cells}`);

function rowOf({ columns }: Header, record: CsvRecord, number: number): Row {
  const row: Row = {};
  for (const { column, index } of columns) {
    const cell = record[index] ?? null;
    if (cell === null) setEmpty(row, column);
    else row[column.name] = valueOfCell(column, cell, number);
  }
  return row;
}

/**
 * Sets the value of an empty cell. Programs that never quote write an empty string as an empty cell, so that is what it
 * means in a required text column.
 */
function setEmpty(row: Row, { name, type, empty }: Column): void {
  if (empty === "null") row[name] = null;
  else if (empty === "required" && type.name === "string") row[name] = "";
}

function valueOfCell({ name, type }: Column, cell: NonNullable<Cell>, number: number): unknown {
  const value = cellValue(type, cell);
  if (value === undefined) throw rowError(number, name, `${JSON.stringify(cell)} isn't a valid ${type.name}`);
  return value;
}
