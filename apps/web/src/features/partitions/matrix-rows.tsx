"use client";
import { cn, StatusBar } from "@millrace/ui";
import type { KeyboardEvent } from "react";
import type { Outputs } from "@/lib/trpc";
import { PARTITION_LOOKS, partitionSummary, pluralizePartitions } from "./partition-summary";

export type MatrixRowData = Outputs["asset"]["partitionMatrix"]["data"][number];

type Props = {
  rows: readonly MatrixRowData[];
  columns: number;
  focused: string | undefined;
  onFocus: (key: string) => void;
};

/** Matrix rows, each a bar of its columns. Arrow keys move the focused row. */
export function MatrixRows({ rows, columns, focused, onFocus }: Props) {
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = rows.findIndex((row) => row.key === focused);
    const next = Math.max(0, Math.min(rows.length - 1, at + step));
    const row = rows[next];
    if (!row) return;
    onFocus(row.key);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <ul aria-label="Matrix rows" className="flex flex-col py-1" onKeyDown={move}>
      {rows.map((row) => (
        <li key={row.key}>
          <button
            aria-current={row.key === focused ? "true" : undefined}
            aria-label={`${row.key}: ${partitionSummary(row.counts, columns)}`}
            className={cn(
              "grid min-h-6 w-full grid-cols-[minmax(5rem,10rem)_1fr] items-center gap-3 px-4 py-0.5 text-left sm:grid-cols-[minmax(5rem,14rem)_1fr_6rem]",
              row.key === focused ? "bg-selected" : "hover:bg-hover",
            )}
            onClick={() => onFocus(row.key)}
            tabIndex={row.key === focused ? 0 : -1}
            type="button"
          >
            <span className="truncate font-mono text-xs">{row.key}</span>
            <MatrixRowBar columns={columns} row={row} />
            <span className="tabular hidden text-right text-subtle text-xs sm:block">
              {row.counts.materialized} / {columns}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The columns of one row, grouped into blocks with the same status. */
export function MatrixRowBar(props: { row: MatrixRowData; columns: number; className?: string }) {
  const { row, columns, className } = props;
  const blocks = row.segments.map(({ status, first, last }) => ({
    tone: PARTITION_LOOKS[status].tone,
    weight: last - first + 1,
    label: `${first}: ${pluralizePartitions(last - first + 1)} ${PARTITION_LOOKS[status].word}`,
  }));
  const rest = {
    tone: "outline" as const,
    weight: row.columnsLeft,
    label: `${pluralizePartitions(row.columnsLeft)} not shown`,
  };
  return (
    <StatusBar
      cells={columns}
      className={className}
      label={partitionSummary(row.counts, columns)}
      segments={row.columnsLeft > 0 ? [...blocks, rest] : blocks}
    />
  );
}
