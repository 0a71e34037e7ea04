import type { Interval } from "./intervals";
import type { PartitionSet } from "./partition-set";
import type { PartitionRange } from "./ranges";
import { known } from "./record-status";

export const PARTITION_STATUSES = ["missing", "materialized", "failed", "inProgress"] as const;
export type PartitionStatus = (typeof PARTITION_STATUSES)[number];

/** Partitions that are known to have a status. Where ranges overlap, the later of `PARTITION_STATUSES` shows. */
export type StatusRange = PartitionRange & { readonly status: Exclude<PartitionStatus, "missing"> };

/** A run of neighbours with one status. */
export type StatusSegment = PartitionRange & { readonly status: PartitionStatus; readonly count: number };

export type PartitionStatusSummary = {
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  readonly segments: readonly StatusSegment[];
};

/**
 * The status of a whole set, however large, as counts and segments: its keys are never listed.
 * Ranges whose ends the definition no longer has are left out.
 */
export function partitionStatus(set: PartitionSet, recorded: readonly StatusRange[]): PartitionStatusSummary {
  const counts = { missing: 0, materialized: 0, failed: 0, inProgress: 0 };
  const segments: StatusSegment[] = [];
  for (const { status, interval } of sweep(set, recorded)) {
    const [first, last] = interval;
    counts[status] += last - first + 1;
    segments.push({ status, from: set.keyAt(first), to: set.keyAt(last), count: last - first + 1 });
  }
  return { counts, segments };
}

type Run = { readonly status: PartitionStatus; readonly interval: Interval };

/** Walks over the places where any range begins or ends and merges neighbours that come out the same. */
function sweep(set: PartitionSet, recorded: readonly StatusRange[]): Run[] {
  const changes = recorded.flatMap((range) =>
    known(set, range).flatMap(([first, last]) => [
      { at: first, status: range.status, delta: 1 },
      { at: last + 1, status: range.status, delta: -1 },
    ]),
  );
  changes.sort((a, b) => a.at - b.at);

  const open = { materialized: 0, failed: 0, inProgress: 0 };
  const top = (): PartitionStatus => PARTITION_STATUSES.findLast((it) => it !== "missing" && open[it] > 0) ?? "missing";

  const runs: Run[] = [];
  const close = (first: number, end: number): void => {
    if (first >= end) return;
    const status = top();
    const previous = runs.at(-1);
    if (previous?.status === status) runs[runs.length - 1] = { status, interval: [previous.interval[0], end - 1] };
    else runs.push({ status, interval: [first, end - 1] });
  };

  let position = 0;
  for (const { at, status, delta } of changes) {
    close(position, at);
    position = at;
    open[status] += delta;
  }
  close(position, set.size);
  return runs;
}
