import { ownValue } from "@millrace/core/own";
import { checkText, type Row } from "../checked-rows";
import type { Column } from "../columns";
import { cellText } from "./cells";

/** Yields a header and rows as lines of a CSV file. */
export async function* writeCsv(
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${columns.map(({ name }) => quoted(name)).join(",")}\n`);
  let number = 0;
  for await (const batch of batches) {
    let lines = "";
    for (const row of batch) {
      number++;
      lines += `${columns.map((column) => cell(column, ownValue(row, column.name), number)).join(",")}\n`;
    }
    yield Buffer.from(lines);
  }
}

function cell({ name, type }: Column, value: unknown, row: number): string {
  if (value === null || value === undefined) return "";
  const text = cellText(type, value);
  return type.name === "string" ? quoted(checkText(text, row, name)) : text;
}

/**
 * Text that needs quotes: it would end the cell, be trimmed by a reader, be taken for a byte order mark or, if empty,
 * for a missing value.
 */
const NEEDS_QUOTES = /[",\r\n\uFEFF]|^$|^\s|\s$/;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
