"use client";
import { type Column, DataTable, EmptyState, Section, StatusText } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { CalendarRange } from "lucide-react";
import { useMemo } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { openSet } from "../partitions/choose-partitions";
import { PartitionBar } from "../partitions/partition-bar";
import { PARTITION_LOOKS, partitionWords } from "../partitions/partition-words";
import { QueryView } from "../shared/query-view";

type Partitions = Outputs["asset"]["partitions"];
type Segment = Partitions["segments"][number];

/** Which partitions of an asset are filled: a bar, the same in words, and its ranges as a table. */
export function AssetPartitions({ assetKey }: { assetKey: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const query = useQuery(trpc.asset.partitions.queryOptions({ ...scope, key: assetKey }));
  return (
    <QueryView query={query} what="the partitions">
      {(partitions) => <PartitionStatusView partitions={partitions} />}
    </QueryView>
  );
}

const columns: Column<Segment>[] = [
  {
    id: "status",
    header: "Status",
    className: "w-36",
    cell: (row) => <StatusText label={PARTITION_LOOKS[row.status].word} status={PARTITION_LOOKS[row.status].status} />,
  },
  { id: "from", header: "From", cell: (row) => <span className="font-mono text-xs">{row.from}</span> },
  { id: "to", header: "To", cell: (row) => <span className="font-mono text-xs">{row.to}</span> },
  {
    id: "count",
    header: "Partitions",
    className: "w-24",
    cell: (row) => <span className="tabular">{row.count}</span>,
  },
];

function PartitionStatusView({ partitions }: { partitions: Partitions }) {
  const set = useMemo(() => openSet(partitions), [partitions]);
  if (partitions.size === 0) {
    return (
      <Section title="Partitions">
        <EmptyState className="py-8" icon={<CalendarRange />} title="No partition exists yet">
          {partitions.spec.kind === "dynamic"
            ? "Its set is empty: keys are added while runs go on."
            : "The first one exists when its time window has ended."}
        </EmptyState>
      </Section>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <Section description={partitionWords(partitions.counts, partitions.size)} title="Status of the partitions">
        <PartitionBar segments={partitions.segments} set={set} />
      </Section>
      <Section
        description={
          partitions.segmentsLeft > 0
            ? `The first ${partitions.segments.length} ranges; ${partitions.segmentsLeft} more are counted above.`
            : undefined
        }
        flush
        title="Ranges"
      >
        <DataTable
          caption="Ranges of partitions with one status"
          columns={columns}
          rowKey={(row) => row.from}
          rows={partitions.segments.slice(0, 500)}
        />
      </Section>
    </div>
  );
}
