import { type Interval, intervalsOf, normalize, numbersIn } from "./intervals";
import { unknownPartition } from "./partition-error";
import { type PartitionSet, partitionKeys } from "./partition-set";

/** Partitions from one key to another, both included. The form in which large sets are stored. */
export type PartitionRange = { readonly from: string; readonly to: string };

/** Whether two lists have the same ranges in the same order. */
export const isSameRanges = (a: readonly PartitionRange[], b: readonly PartitionRange[]): boolean =>
  a === b || (a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at]?.to));

/** The number of a key, or an error that names it. */
export function requireIndex(set: PartitionSet, key: string): number {
  const index = set.indexOf(key);
  if (index < 0) throw unknownPartition(key, set.spec);
  return index;
}

/** The keys as ranges in the set's order, each as long as can be. Unknown keys are an error. */
export function rangesOfKeys(set: PartitionSet, keys: Iterable<string>): PartitionRange[] {
  return rangesOf(set, intervalsOf(Array.from(keys, (key) => requireIndex(set, key))));
}

/**
 * Intervals as ranges of keys. With several dimensions a range stays within one combination of all but the last, so
 * that a dimension that grows later adds nothing to a range that was stored before.
 */
export function rangesOf(set: PartitionSet, intervals: readonly Interval[]): PartitionRange[] {
  return intervals
    .flatMap((interval) => splitByRow(interval, rowOf(set)))
    .map(([first, last]) => ({ from: set.keyAt(first), to: set.keyAt(last) }));
}

/** How many partitions one row of the fastest dimension has; without dimensions there is but one row. */
export const rowOf = (set: PartitionSet): number => set.dimensions?.at(-1)?.set.size ?? Number.POSITIVE_INFINITY;

/** An interval cut where a row of the fastest dimension ends. */
export function splitByRow([first, last]: Interval, row: number): Interval[] {
  if (row === Number.POSITIVE_INFINITY) return [[first, last]];
  const parts: Interval[] = [];
  for (let from = first; from <= last; ) {
    const to = Math.min(last, (Math.floor(from / row) + 1) * row - 1);
    parts.push([from, to]);
    from = to + 1;
  }
  return parts;
}

/**
 * A range's numbers in the set. For time windows, ends that the set does not (or no longer) have are cut off; of other
 * sets both ends must exist. With several dimensions a range is one in each of them.
 */
export function intervalsInRange(set: PartitionSet, range: PartitionRange): Interval[] {
  if (set.dimensions) return multiIntervals(set, range);
  if (set.windows) {
    const first = set.windows.indexOf(range.from);
    const last = set.windows.indexOf(range.to);
    if (first === undefined) throw unknownPartition(range.from);
    if (last === undefined) throw unknownPartition(range.to);
    return normalize([[Math.max(0, first), Math.min(set.size - 1, last)]]);
  }
  return normalize([[requireIndex(set, range.from), requireIndex(set, range.to)]]);
}

function multiIntervals(set: PartitionSet, { from, to }: PartitionRange): Interval[] {
  const dimensions = set.dimensions ?? [];
  const froms = from.split("|");
  const tos = to.split("|");
  if (froms.length !== dimensions.length) throw unknownPartition(from);
  if (tos.length !== dimensions.length) throw unknownPartition(to);
  return productIntervals(
    set,
    dimensions.map(({ part, set: own }) =>
      intervalsInRange(own, { from: froms[part] as string, to: tos[part] as string }),
    ),
  );
}

/** The numbers of all combinations of intervals, one list for each dimension. */
export function productIntervals(set: PartitionSet, byDimension: readonly (readonly Interval[])[]): Interval[] {
  const dimensions = set.dimensions ?? [];
  let prefixes: number[] = [0];
  for (const [position, { set: dimension }] of dimensions.slice(0, -1).entries()) {
    const own = [...numbersIn(byDimension[position] ?? [])];
    prefixes = prefixes.flatMap((prefix) => own.map((index) => prefix * dimension.size + index));
  }
  const last = dimensions.at(-1)?.set.size ?? 1;
  const ends = byDimension.at(-1) ?? [];
  return normalize(
    prefixes.flatMap((prefix) => ends.map(([from, to]): Interval => [prefix * last + from, prefix * last + to])),
  );
}

/** Every key of some ranges, in the set's order and without repeats. */
export function* keysInRanges(set: PartitionSet, ranges: readonly PartitionRange[]): Generator<string, void> {
  for (const [first, last] of normalize(ranges.flatMap((range) => intervalsInRange(set, range)))) {
    yield* partitionKeys(set, first, last);
  }
}
