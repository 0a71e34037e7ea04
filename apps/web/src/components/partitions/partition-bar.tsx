"use client";
import type { Interval, PartitionSet, StatusSegment } from "@millrace/core";
import { StatusBar } from "@millrace/ui";
import { PARTITION_LOOKS, segmentWords } from "./partition-words";

/** The status of a whole set as blocks of neighbours; below it, what is chosen. */
export function PartitionBar(props: {
  set: PartitionSet;
  segments: readonly StatusSegment[];
  chosen?: readonly Interval[];
}) {
  const { set, segments, chosen = [] } = props;
  return (
    <div className="flex flex-col gap-1">
      <StatusBar
        label={`Status of ${set.size} partitions`}
        segments={segments.map((segment) => ({
          tone: PARTITION_LOOKS[segment.status].tone,
          weight: segment.count,
          label: segmentWords(segment),
        }))}
      />
      {chosen.length > 0 && (
        <svg aria-hidden className="h-1 w-full" preserveAspectRatio="none" viewBox={`0 0 ${Math.max(1, set.size)} 1`}>
          {chosen.slice(0, 2_000).map(([first, last]) => (
            <rect
              className="fill-accent"
              height={1}
              key={first}
              width={Math.max(last - first + 1, set.size / 300)}
              x={first}
            />
          ))}
        </svg>
      )}
      {set.size > 0 && (
        <p aria-hidden className="flex justify-between font-mono text-2xs text-subtle">
          <span>{set.keyAt(0)}</span>
          {set.size > 1 && <span>{set.keyAt(set.size - 1)}</span>}
        </p>
      )}
    </div>
  );
}
