import { isDomainError } from "../errors";
import { type Interval, intervalsOf, normalize, without } from "./intervals";
import { orderByLongestDimension } from "./multi-set";
import type { PartitionSet } from "./partition-set";
import { intervalsInRange, type PartitionRange, rangesOf } from "./ranges";
import type { PartitionStatus, StatusRange } from "./statuses";

export type StatusChange = { readonly partition: string; readonly status: PartitionStatus };

/**
 * The recorded ranges after some partitions changed: each has its newest status only. Unknown keys are left out.
 * The ranges mean the same partitions for as long as no key is inserted between others: a definition whose static keys
 * changed is summed up again.
 */
export function recordStatus(
  partitions: PartitionSet,
  recorded: readonly StatusRange[],
  changes: readonly StatusChange[],
): StatusRange[] {
  const set = orderByLongestDimension(partitions);
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
export function known(set: PartitionSet, range: PartitionRange): readonly Interval[] {
  try {
    return intervalsInRange(set, range);
  } catch (error) {
    if (isDomainError(error) && error.code === "partition_not_found") return [];
    throw error;
  }
}
