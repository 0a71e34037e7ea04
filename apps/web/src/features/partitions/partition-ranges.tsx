"use client";
import type { StatusSegment } from "@millrace/core/partitions";
import { type Column, DataTable, StatusText } from "@millrace/ui";
import { PARTITION_LOOKS } from "./partition-summary";

/** Rows that the table draws; the bar draws all. */
const ROWS_MAX = 500;

const columns: Column<StatusSegment>[] = [
  {
    id: "status",
    header: "Status",
    className: "w-36",
    cell: (row) => <StatusText label={PARTITION_LOOKS[row.status].word} status={PARTITION_LOOKS[row.status].status} />,
  },
  {
    id: "from",
    header: "First key",
    cell: (row) => <span className="whitespace-nowrap font-mono text-xs">{row.from}</span>,
  },
  {
    id: "to",
    header: "Last key",
    cell: (row) => <span className="whitespace-nowrap font-mono text-xs">{row.to}</span>,
  },
  {
    id: "count",
    header: "Partitions",
    className: "w-24",
    cell: (row) => <span className="tabular">{row.count}</span>,
  },
];

/** The text equivalent of a bar: each range of adjacent partitions with the same status. */
export const PartitionRanges = ({ segments }: { segments: readonly StatusSegment[] }) => (
  <DataTable
    caption="Partition ranges by status"
    columns={columns}
    rowKey={(row) => row.from}
    rows={segments.slice(0, ROWS_MAX)}
  />
);
