"use client";
import type { ReactNode } from "react";
import { Checkbox } from "../forms/checkbox";
import { cn } from "../lib/cn";
import { Table, TableHead, Td, Th, Tr } from "./table";

export type Column<T> = {
  id: string;
  header: ReactNode;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
  /** Hidden below this width. Omit for the most important columns. */
  from?: "sm" | "md" | "lg" | "xl";
  className?: string;
};

const showFrom = {
  sm: "hidden sm:table-cell",
  md: "hidden md:table-cell",
  lg: "hidden lg:table-cell",
  xl: "hidden xl:table-cell",
};

export type Selection = {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
};

/** Renders rows of one kind. Cells contain real links; the row itself is never a control. */
export function DataTable<T>(props: {
  caption: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  rowLabel?: (row: T) => string;
  selection?: Selection;
  hiddenColumns?: readonly string[];
  busy?: boolean;
  footer?: ReactNode;
}) {
  const columns = props.columns.filter((column) => !props.hiddenColumns?.includes(column.id));
  const keys = props.rows.map(props.rowKey);
  const chosen = props.selection?.selected ?? new Set<string>();
  const count = keys.filter((key) => chosen.has(key)).length;

  return (
    <>
      <Table busy={props.busy ?? false} caption={props.caption}>
        <TableHead>
          {props.selection && (
            <Th className="w-9">
              <Checkbox
                checked={keys.length > 0 && count === keys.length}
                hiddenLabel="Select all rows"
                indeterminate={count > 0 && count < keys.length}
                onCheckedChange={(all) => props.selection?.onChange(new Set(all ? keys : []))}
              />
            </Th>
          )}
          {columns.map((column) => (
            <Th
              className={cn(column.from && showFrom[column.from], column.className)}
              key={column.id}
              numeric={column.numeric}
            >
              {column.header}
            </Th>
          ))}
        </TableHead>
        <tbody>
          {props.rows.map((row, index) => {
            const key = keys[index]!;
            return (
              <Tr className={cn(chosen.has(key) && "bg-selected hover:bg-selected")} key={key}>
                {props.selection && (
                  <Td className="w-9">
                    <Checkbox
                      checked={chosen.has(key)}
                      hiddenLabel={`Select ${props.rowLabel?.(row) ?? key}`}
                      onCheckedChange={(checked, event) =>
                        props.selection?.onChange(
                          toggled(chosen, keys, index, checked, "shiftKey" in event && !!event.shiftKey),
                        )
                      }
                    />
                  </Td>
                )}
                {columns.map((column) => (
                  <Td
                    className={cn(column.from && showFrom[column.from], column.className)}
                    key={column.id}
                    numeric={column.numeric}
                  >
                    {column.cell(row)}
                  </Td>
                ))}
              </Tr>
            );
          })}
        </tbody>
      </Table>
      {props.footer}
    </>
  );
}

/**
 * Returns the new selection. With shift, it includes everything between the nearest selected row above and this one.
 */
function toggled(
  chosen: ReadonlySet<string>,
  keys: readonly string[],
  index: number,
  checked: boolean,
  range: boolean,
) {
  const next = new Set(chosen);
  let from = index;
  if (range && checked) while (from > 0 && !chosen.has(keys[from - 1]!)) from--;
  if (range && from === 0 && !chosen.has(keys[0]!)) from = index;
  for (const key of keys.slice(from, index + 1)) checked ? next.add(key) : next.delete(key);
  return next;
}
