import type { PartitionsSpec } from "@millrace/core/manifest";
import {
  formatPartitions,
  type Interval,
  intervalsInRange,
  type PartitionSet,
  type PartitionStatus,
  parsePartitionIntervals,
  partitionSet,
  type StatusSegment,
  sizeOf,
} from "@millrace/core/partitions";

/** The partitions that can be selected, as of a time given by the server. */
export type PartitionOptions = {
  readonly spec: PartitionsSpec;
  readonly now: number;
  readonly dynamicKeys?: Readonly<Record<string, readonly string[]>>;
};

export const PARTITIONS_PER_RUN_MAX = 10_000;
export const RUNS_PER_LAUNCH_MAX = 100;

export const openSet = ({ spec, now, dynamicKeys }: PartitionOptions): PartitionSet =>
  partitionSet(spec, { now, ...(dynamicKeys ? { dynamicKeys } : {}) });

export type Chosen = { readonly count: number; readonly intervals: readonly Interval[]; readonly problem?: string };

/** Parses a partition selection; returns its error or its count. */
export function readChoice(set: PartitionSet, text: string): Chosen {
  try {
    const intervals = parsePartitionIntervals(text, set);
    const count = sizeOf(intervals);
    if (count <= PARTITIONS_PER_RUN_MAX) return { count, intervals };
    return {
      count,
      intervals,
      problem: `A run can include up to ${PARTITIONS_PER_RUN_MAX} partitions; you selected ${count}.`,
    };
  } catch (error) {
    return { count: 0, intervals: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The text that selects the newest partition. */
export const latestText = (set: PartitionSet): string => (set.size === 0 ? "" : set.keyAt(set.size - 1));

/** The text that selects every partition with a status, up to the limit of one run. */
export function textOfStatus(set: PartitionSet, segments: readonly StatusSegment[], status: PartitionStatus): string {
  const intervals: Interval[] = [];
  let room = PARTITIONS_PER_RUN_MAX;
  for (const segment of segments) {
    if (segment.status !== status) continue;
    for (const [first, last] of intervalsInRange(set, segment)) {
      if (room === 0) break;
      const end = Math.min(last, first + room - 1);
      intervals.push([first, end]);
      room -= end - first + 1;
    }
  }
  return formatPartitions(set, intervals);
}
