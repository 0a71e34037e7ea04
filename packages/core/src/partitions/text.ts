import { globMatcher } from "../glob";
import { type Interval, normalize, numbersIn, sizeOf } from "./intervals";
import { PartitionTextError, unknownPartition } from "./partition-error";
import { type PartitionSet, partitionKeys } from "./partition-set";
import { intervalsInRange } from "./ranges";

/**
 * Reads the text form of a choice of partitions: keys, ranges `[a...c]` and patterns `2022-01-*`, joined by commas.
 * Returns numbers of the set in order.
 * @throws PartitionTextError with the position of a key that is unknown, by name, or of what is no range
 * @example
 * parsePartitionIntervals("2026-01-01, [2026-02-01...2026-02-07], 2026-03-*", set);
 */
export function parsePartitionIntervals(text: string, set: PartitionSet): Interval[] {
  const intervals: Interval[] = [];
  let position = 0;
  for (const part of text.split(",")) {
    const start = position + part.length - part.trimStart().length;
    intervals.push(...parseTerm(part.trim(), start, set));
    position += part.length + 1;
  }
  return normalize(intervals);
}

/** The chosen keys in the set's order, without repeats. */
export function parsePartitions(text: string, set: PartitionSet): string[] {
  return Array.from(numbersIn(parsePartitionIntervals(text, set)), (index) => set.keyAt(index));
}

/** The text form of some partitions: single keys and ranges of neighbors. Reads back as the same partitions. */
export function formatPartitions(set: PartitionSet, intervals: readonly Interval[]): string {
  return normalize(intervals)
    .flatMap((interval) => {
      const [first, last] = interval;
      if (set.dimensions || sizeOf([interval]) <= 2) return [...partitionKeys(set, first, last)];
      return [`[${set.keyAt(first)}...${set.keyAt(last)}]`];
    })
    .join(", ");
}

function parseTerm(term: string, position: number, set: PartitionSet): Interval[] {
  if (term === "") return [];
  const known = set.indexOf(term);
  if (known >= 0) return [[known, known]];
  if (term.startsWith("[") || term.endsWith("]")) return parseRange(term, position, set);
  if (term.includes("*")) return matching(term, set);
  throw unknownAt(term, set, position);
}

function parseRange(term: string, position: number, set: PartitionSet): Interval[] {
  const [, open = "", from, dots = "", to] = /^(\[\s*)(.+?)(\s*\.\.\.\s*)(.+?)\s*\]$/.exec(term) ?? [];
  if (from === undefined || to === undefined) {
    throw invalidText(`"${term}" is not a range: write it as [first...last], with three dots.`, position);
  }
  const [first, last] = [set.indexOf(from), set.indexOf(to)];
  if (first < 0) throw unknownAt(from, set, position + open.length);
  if (last < 0) throw unknownAt(to, set, position + open.length + from.length + dots.length);
  const intervals = intervalsInRange(set, { from, to });
  if (last < first || intervals.length === 0) throw invalidText(`The range ${term} ends before it begins.`, position);
  return intervals;
}

function matching(term: string, set: PartitionSet): Interval[] {
  const matches = globMatcher(term);
  const intervals: [number, number][] = [];
  for (let index = 0; index < set.size; index += 1) {
    if (!matches(set.keyAt(index))) continue;
    const previous = intervals.at(-1);
    if (previous?.[1] === index - 1) previous[1] = index;
    else intervals.push([index, index]);
  }
  return intervals;
}

const unknownAt = (key: string, set: PartitionSet, position: number): PartitionTextError => {
  const { code, message } = unknownPartition(key, set.spec);
  return new PartitionTextError(code, message, position);
};
const invalidText = (message: string, position: number): PartitionTextError =>
  new PartitionTextError("invalid_partition_text", message, position);
