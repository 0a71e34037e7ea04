import { isDomainError } from "../errors";
import { type Interval, intervalsOf, normalize, without } from "./intervals";
import type { PartitionSet } from "./partition-set";
import { intervalsInRange, rangesOf } from "./ranges";
import type { PartitionsSpec } from "./spec";
import type { PartitionStatus, StatusRange } from "./status";

export type StatusChange = { readonly partition: string; readonly status: PartitionStatus };

/**
 * Whether the statuses of such partitions may be stored as ranges: time windows are never inserted between others, so a
 * range of keys means the same partitions for ever. Listed keys may be, and are few enough to be stored one by one.
 */
export const isStoredAsRanges = (spec: PartitionsSpec): boolean =>
  spec.kind === "multi"
    ? Object.values(spec.dimensions).every(isStoredAsRanges)
    : spec.kind !== "static" && spec.kind !== "dynamic";

/** The recorded ranges after some partitions changed: each has its newest status only. Unknown keys are left out. */
export function recordStatus(
  set: PartitionSet,
  recorded: readonly StatusRange[],
  changes: readonly StatusChange[],
): StatusRange[] {
  const changed = changes.flatMap(({ partition, status }) => {
    const index = set.indexOf(partition);
    return index < 0 ? [] : [{ index, status }];
  });
  const touched = intervalsOf(changed.map(({ index }) => index));
  return (["materialized", "failed", "inProgress"] as const).flatMap((status) => {
    const before = recorded.filter((range) => range.status === status).flatMap((range) => known(set, range));
    const added = changed.filter((it) => it.status === status).map(({ index }): Interval => [index, index]);
    const now = normalize([...without(normalize(before), touched), ...added]);
    return rangesOf(set, now).map((range) => ({ ...range, status }));
  });
}

/** A range's numbers; none when the definition no longer has its ends. */
export function known(set: PartitionSet, range: StatusRange): readonly Interval[] {
  try {
    return intervalsInRange(set, range);
  } catch (error) {
    if (isDomainError(error) && error.code === "unknown_partition") return [];
    throw error;
  }
}
