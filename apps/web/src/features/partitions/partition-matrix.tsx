"use client";
import type { Dimension, PartitionSet } from "@millrace/core/partitions";
import { Button, Callout, Section, SkeletonRows } from "@millrace/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import type { AssetPartitionsData } from "../assets/detail/asset-data";
import { ROWS_PER_PAGE, useMatrixAxes } from "./matrix-axes";
import { MatrixAxesBar } from "./matrix-axes-bar";
import { MatrixRowDetail } from "./matrix-row-detail";
import { MatrixRows } from "./matrix-rows";
import { openSet } from "./partition-options";
import { useDynamicKeys } from "./use-dynamic-keys";

type Props = { assetKey: string; partitions: AssetPartitionsData };

/** Multi-dimensional partitions: two dimensions as rows and columns, one key of each other, and a focused row. */
export function PartitionMatrix({ assetKey, partitions }: Props) {
  const dynamic = useDynamicKeys(partitions.spec);
  const { keys, isPending } = dynamic;
  const set = useMemo(
    () => (isPending ? undefined : openSet({ ...partitions, dynamicKeys: keys ?? {} })),
    [partitions, keys, isPending],
  );
  if (dynamic.isError) return <Callout tone="danger">Couldn't load partition keys.</Callout>;
  if (!set || set.size === 0) return <SkeletonRows label="Loading partitions" />;
  return <Matrix assetKey={assetKey} set={set} />;
}

function Matrix({ assetKey, set }: { assetKey: string; set: PartitionSet }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const axes = useMatrixAxes(set);
  const { rows, columns, fixed, from } = axes as typeof axes & { rows: Dimension; columns: Dimension };
  const query = useQuery(
    trpc.asset.partitionMatrix.queryOptions(
      { ...scope, key: assetKey, rows: rows.name, columns: columns.name, fixed, from, count: ROWS_PER_PAGE },
      { placeholderData: keepPreviousData },
    ),
  );
  const data = query.data?.data ?? [];
  const focused = data.find((row) => row.key === axes.row) ?? data[0];
  return (
    <>
      <Section
        action={<MatrixAxesBar axes={axes} />}
        description={`Rows: ${rows.name}. Columns: ${columns.name}, from ${columns.set.keyAt(0)} to ${columns.set.keyAt(columns.set.size - 1)}.`}
        flush
        title={`${rows.name} by ${columns.name}`}
      >
        {query.isError && <Callout tone="danger">Couldn't load the partition matrix.</Callout>}
        {query.isPending ? (
          <SkeletonRows label="Loading partitions" />
        ) : (
          <MatrixRows columns={columns.set.size} focused={focused?.key} onFocus={axes.setRow} rows={data} />
        )}
        <MatrixPages from={from} onFrom={axes.setFrom} size={rows.set.size} />
      </Section>
      {focused && <MatrixRowDetail columns={columns} row={focused} rows={rows.name} />}
    </>
  );
}

function MatrixPages({ from, size, onFrom }: { from: number; size: number; onFrom: (from: number) => void }) {
  if (size <= ROWS_PER_PAGE) return null;
  const last = Math.min(size, from + ROWS_PER_PAGE);
  return (
    <div className="flex items-center justify-between gap-3 border-t px-4 py-2 text-subtle text-xs">
      <span className="tabular">
        Rows {from + 1} to {last} of {size}
      </span>
      <span className="flex gap-2">
        <Button disabled={from === 0} onClick={() => onFrom(Math.max(0, from - ROWS_PER_PAGE))} size="sm">
          Previous
        </Button>
        <Button disabled={last >= size} onClick={() => onFrom(from + ROWS_PER_PAGE)} size="sm">
          Next
        </Button>
        <Button
          disabled={last >= size}
          onClick={() => onFrom(Math.floor((size - 1) / ROWS_PER_PAGE) * ROWS_PER_PAGE)}
          size="sm"
        >
          Last
        </Button>
      </span>
    </div>
  );
}
