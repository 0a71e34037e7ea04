import { DomainError } from "@millrace/core/errors";
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { type Row, rowError } from "../checked-rows";
import type { Column } from "../columns";
import { cellValue } from "./cells";

const TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Yields the rows of a Parquet file, one row group at a time. Columns are matched by name; others aren't read. */
export async function* readParquet(columns: readonly Column[], path: string): AsyncGenerator<readonly Row[]> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const scales = extractDecimalScales(metadata);
  const [there, missing] = splitColumns(columns, metadata);
  const scan = await parquetScan({
    file,
    metadata,
    columns: there.map(({ name }) => name),
    compressors,
    utf8: false,
    parsers: { stringFromBytes: (bytes: Uint8Array | undefined) => bytes && TEXT.decode(bytes) },
  });
  for (const { rowStart, rowEnd } of scan.ranges) {
    const rows: Row[] = Array.from({ length: rowEnd - rowStart }, () => ({}));
    for (const column of there) {
      const cells = await scan.readColumn({ column: column.name, rowStart, rowEnd });
      setColumn(rows, column, cells, scales.get(column.name), rowStart);
    }
    for (const column of missing) setColumn(rows, column, [], undefined, rowStart);
    yield rows;
  }
}

/**
 * Returns the scale of each decimal column. Removes their annotation from the metadata so that they are read as the
 * integers they are stored as; the library would convert them to rounded numbers.
 */
function extractDecimalScales(metadata: FileMetaData): Map<string, number> {
  const scales = new Map<string, number>();
  for (const { element } of parquetSchema(metadata).children) {
    const { logical_type: logical } = element;
    const isDecimal = element.converted_type === "DECIMAL" || logical?.type === "DECIMAL";
    if (!isDecimal) continue;
    scales.set(element.name, element.scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0));
    element.converted_type = undefined;
    element.logical_type = undefined;
  }
  return scales;
}

/** Splits columns into those that the file has and optional ones that it lacks. */
function splitColumns(columns: readonly Column[], metadata: FileMetaData): [there: Column[], missing: Column[]] {
  const names = new Set(parquetSchema(metadata).children.map(({ element }) => element.name));
  const there = columns.filter(({ name }) => names.has(name));
  const missing = columns.filter(({ name }) => !names.has(name));
  const required = missing.find(({ empty }) => empty === "required");
  if (required)
    throw new DomainError(
      "invalid",
      "column_missing",
      `the file has no column "${required.name}": it has ${[...names].join(", ")}`,
    );
  return [there, missing];
}

function setColumn(
  rows: readonly Row[],
  { name, type, empty }: Column,
  cells: ArrayLike<unknown>,
  scale: number | undefined,
  before: number,
): void {
  for (const [index, row] of rows.entries()) {
    const cell = cells[index];
    if (cell !== null && cell !== undefined) {
      const value = cellValue(type, cell, scale);
      if (value === undefined) throw rowError(before + index + 1, name, `${String(cell)} isn't a valid ${type.name}`);
      row[name] = value;
    } else if (empty === "null") row[name] = null;
  }
}
