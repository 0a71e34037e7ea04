import { globMatcher } from "../glob";
import { type Interval, normalize, numbersIn, sizeOf } from "./intervals";
import { PartitionTextError, unknownPartition } from "./partition-error";
import { type PartitionSet, partitionKeys } from "./partition-set";
import { intervalsInRange } from "./ranges";

/**
 * Reads the text form of a choice of partitions: keys, ranges `[a...c]` and patterns `2022-01-*`, joined by commas.
 * Returns numbers of the set in order.
 * @throws PartitionTextError that names all keys that are unknown, with the position of the first, or the position of
 *   what is no range
 * @example
 * parsePartitionIntervals("2026-01-01, [2026-02-01...2026-02-07], 2026-03-*", set);
 */
export function parsePartitionIntervals(text: string, set: PartitionSet): Interval[] {
  const intervals: Interval[] = [];
  const unknown: Place[] = [];
  let position = 0;
  for (const part of text.split(",")) {
    const start = position + part.length - part.trimStart().length;
    intervals.push(...parseTerm({ text: part.trim(), position: start }, set, unknown));
    position += part.length + 1;
  }
  const [first] = unknown;
  if (first) throw unknownAt(first.position, [...new Set(unknown.map((key) => key.text))], set);
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

/** A part of the text, and where it begins. */
type Place = { readonly text: string; readonly position: number };

/** What a term chooses; keys that do not exist are added to `unknown`. */
function parseTerm(term: Place, set: PartitionSet, unknown: Place[]): Interval[] {
  const { text } = term;
  if (text === "") return [];
  const known = set.indexOf(text);
  if (known >= 0) return [[known, known]];
  if (text.startsWith("[") || text.endsWith("]")) return parseRange(term, set, unknown);
  if (text.includes("*")) return matching(text, set);
  unknown.push(term);
  return [];
}

function parseRange({ text: term, position }: Place, set: PartitionSet, unknown: Place[]): Interval[] {
  const [, open = "", from, dots = "", to] = /^(\[\s*)(.+?)(\s*\.\.\.\s*)(.+?)\s*\]$/.exec(term) ?? [];
  if (from === undefined || to === undefined) {
    throw invalidText(`"${term}" is not a range: write it as [first...last], with three dots.`, position);
  }
  const [first, last] = [set.indexOf(from), set.indexOf(to)];
  if (first < 0) unknown.push({ text: from, position: position + open.length });
  if (last < 0) unknown.push({ text: to, position: position + open.length + from.length + dots.length });
  if (first < 0 || last < 0) return [];
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

const unknownAt = (position: number, keys: readonly string[], set: PartitionSet): PartitionTextError => {
  const { code, message } = unknownPartition(keys, set.spec);
  return new PartitionTextError(code, message, position);
};
const invalidText = (message: string, position: number): PartitionTextError =>
  new PartitionTextError("invalid_partition_text", message, position);
