import { ownValue } from "@millrace/core/own";
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { checkText, type Row, rowError } from "../checked-rows";
import type { CellType, Column } from "../columns";
import { dayOf } from "./days";
import { element } from "./elements";

/** Yields the bytes of a Parquet file: one row group per batch, then the footer. */
export async function* writeParquet(
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  const buffer = new ByteWriter();
  const root: SchemaElement = { name: "root", num_children: columns.length };
  const writer = new ParquetWriter({ writer: buffer, schema: [root, ...columns.map(element)], createdBy: "millrace" });
  const take = (): Uint8Array => {
    const bytes = buffer.getBytes().slice();
    buffer.index = 0;
    return bytes;
  };
  let written = 0;
  for await (const batch of batches) {
    await writer.write({
      columnData: columns.map((column) => columnData(column, batch, written)),
      rowGroupSize: batch.length,
    });
    written += batch.length;
    yield take();
  }
  await writer.finish();
  yield take();
}

function columnData({ name, type }: Column, rows: readonly Row[], before: number) {
  const data = rows.map((row, index) => {
    const value = ownValue(row, name);
    return value === null || value === undefined ? null : stored(type, value, before + index + 1, name);
  });
  // A dictionary would treat -0 as 0.
  return { name, data, ...(type.name === "float" ? { encoding: "PLAIN" as const } : {}) };
}

const INT64_BITS = 64;

/** Converts a value to the type the writer expects for the column's element. */
function stored(type: CellType, value: unknown, row: number, column: string): unknown {
  switch (type.name) {
    case "string":
      return checkText(value as string, row, column);
    case "int":
      return type.bits === 64 ? BigInt(value as number) : value;
    case "bigint":
      if (BigInt.asIntN(INT64_BITS, value as bigint) !== value)
        throw rowError(row, column, `${value} doesn't fit in 64 bits. Use decimal(38, 0) or a string.`);
      return value;
    case "date":
      return dayOf(value as string);
    case "timestamp":
      return BigInt((value as Date).getTime());
    case "decimal":
      return BigInt((value as string).replace(".", ""));
    default:
      return value;
  }
}
