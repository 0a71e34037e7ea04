// biome-ignore-all lint/suspicious/noArrayIndexKey: rows and cells of a stored table never move
"use client";
import { Button, Table, TableHead, Td, Th, Tr } from "@millrace/ui";
import { useState } from "react";
import type { MetadataTable } from "./metadata-entry";

const ROWS_SHOWN = 20;
/** Metadata is limited in bytes only, so a table with many empty cells could still slow down the page. */
const CELLS_MAX = 5_000;
const COLUMNS_MAX = 100;

/** A metadata table that shows a few rows until expanded. */
export function MetadataRows({ name, table }: { name: string; table: MetadataTable }) {
  const [isWhole, setIsWhole] = useState(false);
  const columns = table.columns.slice(0, COLUMNS_MAX);
  const rowsMax = Math.max(1, Math.floor(CELLS_MAX / Math.max(1, columns.length)));
  const rows = table.rows.slice(0, isWhole ? rowsMax : Math.min(ROWS_SHOWN, rowsMax));
  return (
    <>
      <Table caption={name}>
        <TableHead>
          {columns.map((column, index) => (
            <Th key={index}>{column}</Th>
          ))}
        </TableHead>
        <tbody>
          {rows.map((row, index) => (
            <Tr key={index}>
              {columns.map((_, cell) => (
                <Td className="max-w-80 truncate tabular" key={cell} title={row[cell]}>
                  {row[cell]}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {(rows.length < table.rows.length || columns.length < table.columns.length) && (
        <p className="flex items-center gap-3 border-t px-4 py-1.5 text-subtle text-xs">
          Showing {rows.length} of {table.rows.length} rows
          {columns.length < table.columns.length && `, ${columns.length} of ${table.columns.length} columns`}
          {!isWhole && rows.length < Math.min(rowsMax, table.rows.length) && (
            <Button onClick={() => setIsWhole(true)} size="sm" variant="ghost">
              Show more
            </Button>
          )}
        </p>
      )}
    </>
  );
}
