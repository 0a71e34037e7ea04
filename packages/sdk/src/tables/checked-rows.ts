import { DomainError } from "@millrace/core/errors";
import type { RowSchema } from "./columns";
import type { Rows } from "./table";

/** A row, as the schema types it. */
export type Row = Record<string, unknown>;

/**
 * Limits of a batch, which ends at whichever is reached first. Half a megabyte of text takes little memory and is
 * efficient to write.
 */
export type BatchLimits = { readonly rows: number; readonly chars: number };

/** Returns the error for an invalid row. Rows are counted from 1. */
export const rowError = (row: number, column: string, problem: string): DomainError =>
  new DomainError("invalid", "row_invalid", `row ${row}: ${column === "" ? "" : `column "${column}": `}${problem}`);

/** Database clients return days as `Date` objects too. */
const DATE_FIX = "declare it as z.date(), or pass a string such as 2026-01-02";

/** Validates a row against the schema and returns it; `number` counts from 1. */
export function checkRow(schema: RowSchema, row: unknown, number: number): Row {
  const checked = schema.safeParse(row);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const column = issue?.path.join(".") ?? "";
  const problem = issue?.message ?? "doesn't match the schema";
  const isDateForText =
    issue?.code === "invalid_type" && issue.expected === "string" && (row as Row)[column] instanceof Date;
  throw rowError(number, column, isDateForText ? `${problem}: ${DATE_FIX}` : problem);
}

/** Yields rows in batches, each row validated against the schema. Doesn't read ahead of the consumer. */
export async function* checkedBatches(
  schema: RowSchema,
  rows: Exclude<Rows<unknown>, { path: string }>,
  limits: BatchLimits,
): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let chars = 0;
  let number = 0;
  for await (const row of rows) {
    const checked = checkRow(schema, row, ++number);
    batch.push(checked);
    for (const cell of Object.values(checked)) if (typeof cell === "string") chars += cell.length;
    if (batch.length < limits.rows && chars < limits.chars) continue;
    yield batch;
    batch = [];
    chars = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Throws if UTF-8 can't encode the text: an unpaired surrogate would be read back as another character. */
export function checkText(text: string, row: number, column: string): string {
  if (!(text as string & { isWellFormed(): boolean }).isWellFormed())
    throw rowError(row, column, "the string contains an unpaired surrogate, which can't be encoded as UTF-8");
  return text;
}
