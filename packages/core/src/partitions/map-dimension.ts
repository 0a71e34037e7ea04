import { defaultMapping } from "./default-mapping";
import { type Interval, intervalsOf, numbersIn, within } from "./intervals";
import type { MappedAssets, MappingDirection } from "./mapped-assets";
import { partitionsError } from "./partition-error";
import type { Dimension, PartitionSet } from "./partition-set";
import { productIntervals } from "./ranges";
import type { PartitionMapping } from "./spec";

type DimensionMapping = Extract<PartitionMapping, { kind: "dimension" }>;
type Sides = { readonly upstream: PartitionSet; readonly downstream: PartitionSet };

/** Joins one dimension of a side to the other side (or to one of its dimensions); every other dimension is free. */
export function mapDimension(
  rule: DimensionMapping,
  { upstream, downstream }: Sides,
  from: readonly Interval[],
  direction: MappingDirection,
  mapInner: (assets: MappedAssets, from: readonly Interval[], direction: MappingDirection) => Interval[],
): Interval[] {
  if (!upstream.dimensions && !downstream.dimensions) {
    throw partitionsError(`Neither asset in the mapping has a dimension named "${rule.dimension}".`);
  }
  const upstreamName = rule.upstreamDimension ?? rule.dimension;
  const upstreamPart = upstream.dimensions && dimensionOf(upstream.dimensions, upstreamName);
  const downstreamPart = downstream.dimensions && dimensionOf(downstream.dimensions, rule.dimension);
  const inner = { upstream: upstreamPart?.set ?? upstream, downstream: downstreamPart?.set ?? downstream };
  const isByKey = defaultMapping(inner.upstream, inner.downstream).kind === "all";

  const [source, sourcePart] = direction === "upstream" ? [downstream, downstreamPart] : [upstream, upstreamPart];
  const [target, targetPart] = direction === "upstream" ? [upstream, upstreamPart] : [downstream, downstreamPart];
  const given = sourcePart ? project(source, sourcePart, from) : from;
  const mapped = mapInner({ ...inner, mapping: isByKey ? { kind: "identity" } : undefined }, given, direction);
  return targetPart ? expand(target, targetPart, mapped) : mapped;
}

function dimensionOf(dimensions: readonly Dimension[], name: string): Dimension {
  const found = dimensions.find((dimension) => dimension.name === name);
  if (found) return found;
  const names = dimensions.map((dimension) => dimension.name).join(", ");
  throw partitionsError(`No dimension named "${name}". Available: ${names}.`);
}

/** The numbers within one dimension that some combinations have. */
function project(set: PartitionSet, part: Dimension, from: readonly Interval[]): Interval[] {
  const dimensions = set.dimensions ?? [];
  const faster = dimensions.slice(dimensions.indexOf(part) + 1).reduce((product, it) => product * it.set.size, 1);
  const numbers = new Set<number>();
  for (const index of numbersIn(within(from, set.size))) numbers.add(Math.floor(index / faster) % part.set.size);
  return intervalsOf(numbers);
}

/** All combinations that have one of some numbers in one dimension. */
function expand(set: PartitionSet, part: Dimension, mapped: readonly Interval[]): Interval[] {
  return productIntervals(
    set,
    (set.dimensions ?? []).map((dimension): readonly Interval[] =>
      dimension === part ? mapped : [[0, dimension.set.size - 1]],
    ),
  );
}
