"use client";
import { Button, type Column, DataTable, EmptyState, formatBytes, Input, Section, SkeletonRows } from "@millrace/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Bookmark, Pencil, Plus } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useDeferredValue } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../../../shared/load-more";
import { QueryError } from "../../../../shared/query-view";
import { EditState } from "./edit-state";
import { ResetState } from "./reset-state";
import { StateSource } from "./state-source";

type Entry = Outputs["state"]["partitions"]["data"][number];

/** Partition states, paginated and searchable by partition key. */
export function PartitionStates(props: { assetKey: string; count: number; canEdit: boolean }) {
  const { assetKey, count, canEdit } = props;
  const trpc = useTRPC();
  const { scope } = useScope();
  const [search, setSearch] = useQueryState("partition", parseAsString.withDefault(""));
  const wanted = useDeferredValue(search.trim());
  const states = useInfiniteQuery(
    trpc.state.partitions.infiniteQueryOptions(
      { ...scope, key: assetKey, ...(wanted ? { search: wanted } : {}) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const rows = states.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Section
      action={
        <span className="flex flex-wrap items-center gap-2">
          {count > 0 && (
            <Input
              aria-label="Find partitions"
              className="h-7 w-44"
              onChange={(event) => void setSearch(event.target.value || null)}
              placeholder="Find partitions"
              type="search"
              value={search}
            />
          )}
          {canEdit && count > 0 && (
            <ResetState
              assetKey={assetKey}
              description={`This deletes the state of all ${count} partitions and the asset-level state. The audit log records how many were deleted, not their contents.`}
              label="Reset all"
              phrase={assetKey}
              target="all"
              title={`Reset all state for ${assetKey}?`}
            />
          )}
          {canEdit && (
            <EditState
              assetKey={assetKey}
              partition="choose"
              title="Set partition state"
              trigger={
                <Button size="sm">
                  <Plus aria-hidden /> Set state
                </Button>
              }
              value={undefined}
            />
          )}
        </span>
      }
      description="Saved per partition between runs. Committed when a step succeeds."
      flush
      title="Partition state"
    >
      {states.isPending ? (
        <SkeletonRows label="Loading partition state" />
      ) : states.isError ? (
        <QueryError error={states.error} onRetry={() => void states.refetch()} what="state of partitions" />
      ) : rows.length === 0 ? (
        <EmptyState icon={<Bookmark />} title={wanted ? "No matching partitions" : "No partition state"}>
          {wanted
            ? `No partition key with state contains "${wanted}".`
            : "Values stored with state.set in a partition appear here."}
        </EmptyState>
      ) : (
        <DataTable
          busy={states.isPlaceholderData}
          caption="Partition state"
          columns={columnsFor(assetKey, canEdit)}
          footer={
            <LoadMore
              hasMore={states.hasNextPage}
              loading={states.isFetchingNextPage}
              noun={["partition", "partitions"]}
              onMore={() => void states.fetchNextPage()}
              shown={rows.length}
            />
          }
          rowKey={(row) => row.partition}
          rows={rows}
        />
      )}
    </Section>
  );
}

const columnsFor = (assetKey: string, canEdit: boolean): Column<Entry>[] => [
  {
    id: "partition",
    header: "Partition",
    cell: (row) => <span className="break-all font-mono text-xs">{row.partition}</span>,
  },
  {
    id: "state",
    header: "State",
    cell: (row) => (
      <code className="block max-w-md truncate font-mono text-xs" title={JSON.stringify(row.value, null, 2)}>
        {JSON.stringify(row.value)}
      </code>
    ),
  },
  { id: "bytes", header: "Size", from: "lg", numeric: true, cell: (row) => formatBytes(row.bytes) },
  { id: "set", header: "Updated", from: "md", cell: (row) => <StateSource entry={row} /> },
  ...(canEdit ? [actionsFor(assetKey)] : []),
];

const actionsFor = (assetKey: string): Column<Entry> => ({
  id: "actions",
  header: <span className="sr-only">Actions</span>,
  className: "w-44",
  cell: ({ partition, value }) => (
    <span className="flex justify-end gap-1">
      <ResetState
        assetKey={assetKey}
        description="The next run for this partition starts from scratch. The previous state is kept in the audit log."
        hiddenLabel={`Reset ${partition}`}
        label="Reset"
        target={{ partition }}
        title={`Reset the state of ${partition}?`}
      />
      <EditState
        assetKey={assetKey}
        partition={partition}
        title={`Edit the state of ${partition}`}
        trigger={
          <Button aria-label={`Edit ${partition}`} size="sm" variant="ghost">
            <Pencil aria-hidden /> Edit
          </Button>
        }
        value={value}
      />
    </span>
  ),
});
