import { defaultMapping, isSameDefinition } from "./default-mapping";
import { type Interval, intervalsOf, normalize, numbersIn, within } from "./intervals";
import { mapDimension } from "./map-dimension";
import { downstreamWindows, upstreamWindows } from "./map-windows";
import type { MappedAssets, MappingDirection } from "./mapped-assets";
import { partitionsError, unknownPartition } from "./partition-error";
import type { PartitionSet } from "./partition-set";
import { requireIndex } from "./ranges";

/**
 * Maps partitions across a dependency by their numbers; the answer holds only partitions that exist.
 * Windows that do not exist (yet) may be given and count as the numbers that they would have.
 */
export function mapIntervals(
  { mapping, upstream, downstream }: MappedAssets,
  from: readonly Interval[],
  direction: MappingDirection,
): Interval[] {
  const rule = mapping ?? defaultMapping(upstream, downstream);
  const [source, target] = direction === "upstream" ? [downstream, upstream] : [upstream, downstream];
  const everything: Interval[] = target.size > 0 ? [[0, target.size - 1]] : [];

  /** For rules that name some upstream partitions, which then all downstream partitions need. */
  const fixed = (needed: readonly Interval[]): Interval[] => {
    if (from.length === 0) return [];
    if (direction === "upstream") return within(needed, upstream.size);
    const isNeeded = needed.some(([first, last]) => from.some((given) => given[0] <= last && first <= given[1]));
    return isNeeded ? everything : [];
  };

  switch (rule.kind) {
    case "identity":
      return sameKeys(source, target, from);
    case "timeWindow": {
      if (!upstream.windows || !downstream.windows)
        throw partitionsError("A time-window mapping requires time-window partitions on both assets.");
      const map = direction === "upstream" ? upstreamWindows : downstreamWindows;
      return within(map({ ...rule, upstream: upstream.windows, downstream: downstream.windows }, from), target.size);
    }
    case "all":
      return from.length > 0 ? everything : [];
    case "last":
      return fixed(upstream.size > 0 ? [[Math.max(0, upstream.size - rule.count), upstream.size - 1]] : []);
    case "specific":
      return fixed(intervalsOf(rule.keys.map((key) => requireIndex(upstream, key))));
    case "static":
      return staticMap(rule.map, source, target, from, direction);
    case "dimension":
      return mapDimension(rule, { upstream, downstream }, from, direction, mapIntervals);
  }
}

/** As {@link mapIntervals}, by keys. A given key that cannot be one of its partitions is an error that names it. */
export function mapPartitions(assets: MappedAssets, keys: readonly string[], direction: MappingDirection): string[] {
  const [source, target] =
    direction === "upstream" ? [assets.downstream, assets.upstream] : [assets.upstream, assets.downstream];
  const mapped = mapIntervals(assets, intervalsOf(keys.map((key) => sourceIndex(source, key))), direction);
  return Array.from(numbersIn(mapped), (index) => target.keyAt(index));
}

function sourceIndex(source: PartitionSet, key: string): number {
  const index = source.indexOf(key);
  if (index >= 0) return index;
  const window = source.windows?.indexOf(key);
  if (window === undefined) throw unknownPartition(key);
  return window;
}

function sameKeys(source: PartitionSet, target: PartitionSet, from: readonly Interval[]): Interval[] {
  if (isSameDefinition(source, target)) return within(from, target.size);
  const shared = within(from, source.size);
  return intervalsOf(
    Array.from(numbersIn(shared), (index) => target.indexOf(source.keyAt(index))).filter((it) => it >= 0),
  );
}

function staticMap(
  downstreamByUpstream: Readonly<Record<string, readonly string[]>>,
  source: PartitionSet,
  target: PartitionSet,
  from: readonly Interval[],
  direction: MappingDirection,
): Interval[] {
  const given = new Set(Array.from(numbersIn(within(from, source.size)), (index) => source.keyAt(index)));
  const found: number[] = [];
  for (const [upstreamKey, downstreamKeys] of Object.entries(downstreamByUpstream)) {
    if (direction === "downstream" && given.has(upstreamKey)) {
      for (const key of downstreamKeys) found.push(target.indexOf(key));
    }
    if (direction === "upstream" && downstreamKeys.some((key) => given.has(key)))
      found.push(target.indexOf(upstreamKey));
  }
  return normalize(intervalsOf(found.filter((index) => index >= 0)));
}
