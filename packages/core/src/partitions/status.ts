import { orderByLongestDimension } from "./multi-set";
import type { PartitionSet } from "./partition-set";
import { rowOf, splitByRow } from "./ranges";
import { known } from "./record-status";
import { noCounts, type PartitionStatus, type StatusRange, type StatusSegment } from "./statuses";
import { sweep } from "./sweep-status";

export type PartitionStatusSummary = {
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  readonly segments: readonly StatusSegment[];
  /** Segments beyond the limit, and how many partitions they are. */
  readonly left: { readonly segments: number; readonly partitions: number };
};

/**
 * The status of a whole set, however large, as counts and segments: its keys are never listed.
 * Ranges whose ends the definition no longer has are left out.
 */
export function partitionStatus(
  partitions: PartitionSet,
  recorded: readonly StatusRange[],
  segmentsMax = Number.POSITIVE_INFINITY,
): PartitionStatusSummary {
  const set = orderByLongestDimension(partitions);
  const row = rowOf(set);
  const counts = noCounts();
  const segments: StatusSegment[] = [];
  const left = { segments: 0, partitions: 0 };
  const marked = recorded.flatMap((range) => known(set, range).map((interval) => ({ status: range.status, interval })));
  for (const { status, interval } of sweep(set.size, marked)) {
    for (const [first, last] of splitByRow(interval, row)) {
      const count = last - first + 1;
      counts[status] += count;
      if (segments.length < segmentsMax) {
        segments.push({ status, from: set.keyAt(first), to: set.keyAt(last), count });
      } else {
        left.segments += 1;
        left.partitions += count;
      }
    }
  }
  return { counts, segments, left };
}
