/** A run of consecutive partition numbers, inclusive at both ends. */
export type Interval = readonly [first: number, last: number];

/** The same numbers in order, without overlaps or neighbors that could be one. */
export function normalize(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(([first, last]) => first <= last).sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of sorted) {
    const previous = merged.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** Numbers as intervals. */
export const intervalsOf = (indexes: Iterable<number>): Interval[] =>
  normalize(Array.from(indexes, (index) => [index, index] as const));

/** The part of normalized intervals within `[0, size)`. */
export const within = (intervals: readonly Interval[], size: number): Interval[] =>
  intervals.flatMap(([first, last]): Interval[] => {
    const clipped: Interval = [Math.max(0, first), Math.min(size - 1, last)];
    return clipped[0] <= clipped[1] ? [clipped] : [];
  });

/** The numbers of normalized intervals that are in none of the removed ones. */
export function without(intervals: readonly Interval[], removed: readonly Interval[]): readonly Interval[] {
  if (intervals.length === 0 || removed.length === 0) return intervals;
  const cuts = normalize(removed);
  const rest: Interval[] = [];
  let cut = 0;
  for (const [first, last] of intervals) {
    let from = first;
    while (cut < cuts.length && (cuts[cut] as Interval)[1] < from) cut += 1;
    for (let at = cut; at < cuts.length && (cuts[at] as Interval)[0] <= last; at += 1) {
      const [cutFirst, cutLast] = cuts[at] as Interval;
      if (cutFirst > from) rest.push([from, cutFirst - 1]);
      from = cutLast + 1;
    }
    if (from <= last) rest.push([from, last]);
  }
  return rest;
}

/** The numbers that are in both of two normalized lists. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  if (a === b || a.length === 0) return a;
  const shared: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [aFirst, aLast] = a[i] as Interval;
    const [bFirst, bLast] = b[j] as Interval;
    const first = Math.max(aFirst, bFirst);
    const last = Math.min(aLast, bLast);
    if (first <= last) shared.push([first, last]);
    if (aLast <= bLast) i += 1;
    else j += 1;
  }
  return shared;
}

/** The numbers that are in either of two normalized lists. */
export function union(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  if (a === b || b.length === 0) return a;
  return a.length === 0 ? b : normalize([...a, ...b]);
}

/** Whether two normalized lists have the same numbers. */
export const isSameIntervals = (a: readonly Interval[], b: readonly Interval[]): boolean =>
  a === b || (a.length === b.length && a.every(([first, last], at) => first === b[at]?.[0] && last === b[at]?.[1]));

export const sizeOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((total, [first, last]) => total + last - first + 1, 0);

export function* numbersIn(intervals: readonly Interval[]): Generator<number, void> {
  for (const [first, last] of intervals) for (let index = first; index <= last; index += 1) yield index;
}
