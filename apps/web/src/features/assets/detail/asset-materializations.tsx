"use client";
import { type Column, DataTable, EmptyState, Section, SkeletonRows, Time } from "@millrace/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../../shared/load-more";
import { QueryError } from "../../../shared/query-view";
import { RunLink } from "../../../shared/run-link";
import { metadataEntries } from "../../metadata/metadata-entry";

type Materialization = Outputs["asset"]["materializations"]["data"][number];

/** The asset's materializations, newest first. */
export function AssetMaterializations({ assetKey }: { assetKey: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const history = useInfiniteQuery(
    trpc.asset.materializations.infiniteQueryOptions(
      { ...scope, key: assetKey },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = history.data?.pages.flatMap((page) => page.data) ?? [];
  const columns: Column<Materialization>[] = [
    { id: "at", header: "Time", className: "w-44", cell: (row) => <Time mode="absolute" seconds value={row.at} /> },
    {
      id: "run",
      header: "Run",
      className: "w-28",
      cell: (row) => <RunLink className="text-xs" id={row.runId} />,
    },
    {
      id: "partition",
      header: "Partition",
      from: "sm",
      cell: (row) => <span className="font-mono text-xs">{row.partition}</span>,
    },
    {
      id: "metadata",
      header: "Metadata",
      cell: (row) => (
        <span className="flex flex-wrap gap-x-4 gap-y-0.5 py-1 text-xs">
          {metadataEntries(row.metadata)
            .slice(0, 5)
            .map((entry) => (
              <span className="max-w-64 truncate" key={entry.name}>
                <span className="text-subtle">{entry.name}</span> <span className="tabular">{entry.text}</span>
              </span>
            ))}
        </span>
      ),
    },
  ];
  return (
    <Section flush title="Materializations">
      {history.isPending ? (
        <SkeletonRows label="Loading materializations" />
      ) : history.isError ? (
        <QueryError error={history.error} onRetry={() => void history.refetch()} what="materializations" />
      ) : rows.length === 0 ? (
        <EmptyState icon={<History />} title="Never materialized">
          Each successful materialization adds a row with its metadata.
        </EmptyState>
      ) : (
        <DataTable
          caption="Materializations, newest first"
          columns={columns}
          footer={
            <LoadMore
              hasMore={history.hasNextPage}
              loading={history.isFetchingNextPage}
              noun={["materialization", "materializations"]}
              onMore={() => void history.fetchNextPage()}
              shown={rows.length}
            />
          }
          rowKey={(row) => String(row.id)}
          rows={rows}
        />
      )}
    </Section>
  );
}
