import { globMatcher } from "../glob";
import { availableKeys } from "./available-keys";
import { type Interval, normalize, numbersIn, sizeOf } from "./intervals";
import { PartitionTextError, unknownPartition } from "./partition-error";
import { type PartitionSet, partitionKeys } from "./partition-set";
import { intervalsInRange } from "./ranges";

/**
 * Reads the text form of a choice of partitions: keys, ranges `[a...c]` and patterns `2022-01-*`, joined by commas.
 * Returns numbers of the set in order.
 * @throws PartitionTextError that names all keys that are unknown, with the position of the first, or the position of
 *   an invalid range
 * @example
 * parsePartitionIntervals("2026-01-01, [2026-02-01...2026-02-07], 2026-03-*", set);
 */
export function parsePartitionIntervals(text: string, set: PartitionSet): Interval[] {
  checkPatterns(text, set);
  const intervals: Interval[] = [];
  const unknown: Term[] = [];
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

/** Keys that the patterns of one text may be held against: about a second's work. */
const KEYS_MATCHED_MAX = 2_000_000;
const isEvery = (term: string): boolean => /^\s*\*+\s*$/.test(term);

function checkPatterns(text: string, set: PartitionSet): void {
  const patterns = text.split(",").filter((term) => term.includes("*") && !isEvery(term));
  if (patterns.length * set.size <= KEYS_MATCHED_MAX) return;
  throw new PartitionTextError(
    "too_many_patterns",
    `${patterns.length} patterns with "*" over ${set.size} partitions are too expensive. Use ranges such as [first...last].`,
    text.indexOf("*"),
  );
}

/** A part of the text, and where it begins. */
type Term = { readonly text: string; readonly position: number };

/** What a term chooses; keys that do not exist are added to `unknown`. */
function parseTerm(term: Term, set: PartitionSet, unknown: Term[]): Interval[] {
  const { text } = term;
  if (text === "") return [];
  const known = set.indexOf(text);
  if (known >= 0) return [[known, known]];
  if (text.startsWith("[") || text.endsWith("]")) return parseRange(term, set, unknown);
  // A range without brackets, unless it is the key of a partition.
  if (text.includes("...")) return parseRange({ text: `[${text}]`, position: term.position - 1 }, set, unknown);
  if (text.includes("*")) return matching(text, set);
  unknown.push(term);
  return [];
}

function parseRange(term: Term, set: PartitionSet, unknown: Term[]): Interval[] {
  const { text, position } = term;
  const ends = endsOfRange(term);
  if (!ends) throw invalidText(`"${text}" isn't a valid range. Write [first...last] with three dots.`, position);
  const [from, to] = ends;
  const [first, last] = [set.indexOf(from.text), set.indexOf(to.text)];
  if (first < 0) unknown.push(from);
  if (last < 0) unknown.push(to);
  if (first < 0 || last < 0) return [];
  const intervals = intervalsInRange(set, { from: from.text, to: to.text });
  if (last < first || intervals.length === 0) throw invalidText(`The range ${text} ends before it begins.`, position);
  return intervals;
}

/**
 * The two ends of `[first...last]`, divided at the first three dots that something stands before. Takes time linear in
 * the text's length: any user can send it, and it is read by a process that serves everyone.
 */
function endsOfRange({ text, position }: Term): readonly [Term, Term] | undefined {
  if (!text.startsWith("[") || !text.endsWith("]")) return undefined;
  const firstAt = text.length - text.slice(1).trimStart().length;
  const dotsAt = text.indexOf("...", firstAt + 1);
  if (dotsAt < 0) return undefined;
  const first = text.slice(firstAt, dotsAt).trimEnd();
  const rest = text.slice(dotsAt + 3, -1);
  const lastAt = dotsAt + 3 + rest.length - rest.trimStart().length;
  if (rest.trim() === "") return undefined;
  return [
    { text: first, position: position + firstAt },
    { text: rest.trim(), position: position + lastAt },
  ];
}

function matching(term: string, set: PartitionSet): Interval[] {
  if (isEvery(term)) return set.size === 0 ? [] : [[0, set.size - 1]];
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
  const { code, message } = unknownPartition(keys, set.spec, availableKeys(set, keys[0] ?? ""));
  return new PartitionTextError(code, message, position);
};
const invalidText = (message: string, position: number): PartitionTextError =>
  new PartitionTextError("invalid_partition_text", message, position);
