"use client";
import { Button, type Column, DataTable, EmptyState, formatBytes, Input, Section, SkeletonRows } from "@millrace/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Bookmark, Pencil, Plus } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useDeferredValue } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../shared/load-more";
import { QueryError } from "../../shared/query-view";
import { EditState } from "./edit-state";
import { ResetState } from "./reset-state";
import { StateSource } from "./state-source";

type Entry = Outputs["state"]["partitions"]["data"][number];

/** What partitions keep in `state`, a page at a time; found by a part of their keys. */
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
              description={`The state of all ${count} partitions, and of the asset as a whole, is forgotten. The audit log keeps how many there were, not what they kept.`}
              label="Reset all"
              phrase={assetKey}
              target="all"
              title={`Reset all state of ${assetKey}?`}
            />
          )}
          {canEdit && (
            <EditState
              assetKey={assetKey}
              partition="choose"
              title="Set the state of a partition"
              trigger={
                <Button size="sm">
                  <Plus aria-hidden /> Set
                </Button>
              }
              value={undefined}
            />
          )}
        </span>
      }
      description="What state found last and finds next in each partition. Written with the success of a step."
      flush
      title="State of partitions"
    >
      {states.isPending ? (
        <SkeletonRows label="Loading the state of partitions" />
      ) : states.isError ? (
        <QueryError error={states.error} onRetry={() => void states.refetch()} what="the state of partitions" />
      ) : rows.length === 0 ? (
        <EmptyState icon={<Bookmark />} title={wanted ? "No partition fits" : "No partition keeps anything"}>
          {wanted ? `No key with state contains "${wanted}".` : "What state.set keeps in a partition is listed here."}
        </EmptyState>
      ) : (
        <DataTable
          busy={states.isPlaceholderData}
          caption="State of partitions"
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
  { id: "set", header: "Set", from: "md", cell: (row) => <StateSource entry={row} /> },
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
        description="Its next run starts as the first one did. The audit log keeps what it was."
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
