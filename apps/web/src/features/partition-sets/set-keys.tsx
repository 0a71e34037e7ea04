"use client";
import { Button, type Column, ConfirmDialog, DataTable, EmptyState, Input, Section, Time } from "@millrace/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, SearchX, Trash2 } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../shared/load-more";
import { QueryView } from "../../shared/query-view";
import { TextLink } from "../../shared/text-link";
import { AddKeysDialog } from "./add-keys-dialog";
import type { PartitionSetData } from "./partition-set";
import { useChangeSet } from "./use-change-set";

type Key = Outputs["partition"]["keys"]["data"][number];
const PAGE = 100;

/** A partition set's keys in insertion order, with search, add, and delete. */
export function SetKeys({ set }: { set: PartitionSetData }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const [search, setSearch] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const searched = useDeferredValue(search);
  const keys = useInfiniteQuery(
    trpc.partition.keys.infiniteQueryOptions(
      { ...scope, set: set.name, limit: PAGE, ...(searched.trim() ? { search: searched } : {}) },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const { change } = set.capabilities;
  return (
    <Section
      action={
        change && (
          <span className="flex gap-2">
            <DeleteKeys keys={selected} onDone={() => setSelected(new Set())} set={set.name} />
            <AddKeysDialog set={set.name} />
          </span>
        )
      }
      description={`${set.size.toLocaleString("en-US")} keys, oldest first`}
      flush
      title={
        <>
          Keys of <span className="font-mono">{set.name}</span>
        </>
      }
    >
      <div className="border-b px-4 py-2">
        <Input
          aria-label="Search keys"
          className="max-w-xs"
          onChange={(event) => setSearch(event.target.value)}
          placeholder="Search keys"
          type="search"
          value={search}
        />
      </div>
      <QueryView query={keys} what="keys">
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.data);
          if (rows.length === 0) return <NoKeys isSearched={searched.trim() !== ""} set={set.name} />;
          return (
            <>
              <DataTable
                busy={keys.isPlaceholderData}
                caption={`Keys of ${set.name}`}
                columns={COLUMNS}
                rowKey={(row) => row.key}
                rows={rows}
                {...(change ? { selection: { selected, onChange: setSelected } } : {})}
              />
              <LoadMore
                hasMore={keys.hasNextPage}
                loading={keys.isFetchingNextPage}
                noun={["key", "keys"]}
                onMore={() => void keys.fetchNextPage()}
                shown={rows.length}
              />
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}

const COLUMNS: readonly Column<Key>[] = [
  { id: "key", header: "Key", cell: ({ key }) => <span className="break-all font-mono text-xs">{key}</span> },
  {
    id: "at",
    header: "Added",
    from: "sm",
    className: "w-40",
    cell: ({ addedAt }) => <Time className="text-muted" value={addedAt} />,
  },
  { id: "by", header: "Added by", from: "md", className: "w-64", cell: ({ addedBy }) => <AddedBy name={addedBy} /> },
];

function AddedBy({ name }: { name: string }) {
  const { paths } = useScope();
  if (!name.startsWith("run_")) return <span className="text-muted">{name}</span>;
  return (
    <TextLink className="font-mono font-normal text-muted text-xs" href={paths.run(name)}>
      {name}
    </TextLink>
  );
}

const NoKeys = ({ isSearched, set }: { isSearched: boolean; set: string }) =>
  isSearched ? (
    <EmptyState className="py-8" icon={<SearchX />} title="No matching keys" />
  ) : (
    <EmptyState className="py-8" icon={<KeyRound />} title={`${set} has no keys yet`}>
      Add keys here, with millrace partitions add, or from a step with ctx.partitions.add.
    </EmptyState>
  );

function DeleteKeys({ keys, set, onDone }: { keys: ReadonlySet<string>; set: string; onDone: () => void }) {
  const { scope } = useScope();
  const [open, setOpen] = useState(false);
  const change = useChangeSet(() => {
    setOpen(false);
    onDone();
  });
  const words = keys.size === 1 ? `key ${[...keys][0]}` : `${keys.size} keys`;
  return (
    <>
      <Button disabled={keys.size === 0} onClick={() => setOpen(true)} size="sm" variant="ghost">
        <Trash2 aria-hidden /> Delete {keys.size > 0 && keys.size}
      </Button>
      <ConfirmDialog
        confirmLabel="Delete"
        danger
        description="This deletes partition statuses, values, and state in every asset that uses this set. Materialization history is kept."
        onConfirm={() => change.mutate({ ...scope, set, delete: [...keys] })}
        onOpenChange={setOpen}
        open={open}
        pending={change.isPending}
        title={`Delete ${words} from ${set}?`}
      />
    </>
  );
}
