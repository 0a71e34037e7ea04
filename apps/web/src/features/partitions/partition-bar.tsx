"use client";
import type { Interval, StatusSegment } from "@millrace/core/partitions";
import { StatusBar } from "@millrace/ui";
import { PARTITION_LOOKS, pluralizePartitions, segmentLabel } from "./partition-summary";

type Bar = {
  readonly size: number;
  readonly first: string | null;
  readonly latest: string | null;
  readonly segments: readonly StatusSegment[];
  /** Partitions beyond the last segment. */
  readonly left: { readonly partitions: number };
};

/** The status of all partitions as blocks of adjacent ones, with the selection below. */
export function PartitionBar({ of, chosen = [] }: { of: Bar; chosen?: readonly Interval[] }) {
  const { size, first, latest, segments, left } = of;
  const blocks = segments.map((segment) => ({
    tone: PARTITION_LOOKS[segment.status].tone,
    weight: segment.count,
    label: segmentLabel(segment),
  }));
  const rest = {
    tone: "outline" as const,
    weight: left.partitions,
    label: `${pluralizePartitions(left.partitions)} not shown`,
  };
  return (
    <div className="flex flex-col gap-1">
      <StatusBar
        label={`Status of ${pluralizePartitions(size)}`}
        segments={left.partitions > 0 ? [...blocks, rest] : blocks}
      />
      {chosen.length > 0 && (
        <svg aria-hidden className="h-1 w-full" preserveAspectRatio="none" viewBox={`0 0 ${Math.max(1, size)} 1`}>
          {chosen.slice(0, 2_000).map(([from, to]) => (
            <rect className="fill-accent" height={1} key={from} width={Math.max(to - from + 1, size / 300)} x={from} />
          ))}
        </svg>
      )}
      {first !== null && (
        <p aria-hidden className="flex justify-between gap-4 font-mono text-2xs text-subtle">
          <span className="truncate">{first}</span>
          {size > 1 && <span className="truncate">{latest}</span>}
        </p>
      )}
    </div>
  );
}
