"use client";
import type { Dimension } from "@millrace/core/partitions";
import { Section } from "@millrace/ui";
import { MatrixRowBar, type MatrixRowData } from "./matrix-rows";
import { PartitionRanges } from "./partition-ranges";
import { partitionSummary, pluralizePartitions } from "./partition-summary";

type Props = { row: MatrixRowData; rows: string; columns: Dimension };

/** The focused row: its bar, a text summary, and its ranges as a table. */
export function MatrixRowDetail({ row, rows, columns: { name, set } }: Props) {
  const segments = row.segments.map(({ status, first, last }) => ({
    status,
    from: set.keyAt(first),
    to: set.keyAt(last),
    count: last - first + 1,
  }));
  return (
    <Section
      description={partitionSummary(row.counts, set.size)}
      flush
      title={
        <>
          {rows} <span className="font-mono">{row.key}</span> by {name}
        </>
      }
    >
      <div className="flex flex-col gap-1 p-4">
        <MatrixRowBar className="h-8" columns={set.size} row={row} />
        <p aria-hidden className="flex justify-between gap-4 font-mono text-2xs text-subtle">
          <span className="truncate">{set.keyAt(0)}</span>
          <span className="truncate">{set.keyAt(set.size - 1)}</span>
        </p>
      </div>
      <PartitionRanges segments={segments} />
      {row.columnsLeft > 0 && (
        <p className="px-4 py-2 text-subtle text-xs">
          {pluralizePartitions(row.columnsLeft)} more included in the totals above.
        </p>
      )}
    </Section>
  );
}
