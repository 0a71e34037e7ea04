import { alongLongest } from "./multi-set";
import type { PartitionSet } from "./partition-set";
import { rowOf, splitByRow } from "./ranges";
import { known } from "./record-status";
import { noCounts, type PartitionStatus, type StatusRange, type StatusSegment } from "./statuses";
import { sweep } from "./sweep-status";

export type PartitionStatusSummary = {
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  readonly segments: readonly StatusSegment[];
};

/**
 * The status of a whole set, however large, as counts and segments: its keys are never listed.
 * Ranges whose ends the definition no longer has are left out.
 */
export function partitionStatus(partitions: PartitionSet, recorded: readonly StatusRange[]): PartitionStatusSummary {
  const set = alongLongest(partitions);
  const row = rowOf(set);
  const counts = noCounts();
  const segments: StatusSegment[] = [];
  const marked = recorded.flatMap((range) => known(set, range).map((interval) => ({ status: range.status, interval })));
  for (const { status, interval } of sweep(set.size, marked)) {
    for (const [first, last] of splitByRow(interval, row)) {
      counts[status] += last - first + 1;
      segments.push({ status, from: set.keyAt(first), to: set.keyAt(last), count: last - first + 1 });
    }
  }
  return { counts, segments };
}
