import { partitionsError } from "./partition-error";
import type { Dimension, PartitionSet } from "./partition-set";
import type { PartitionsSpec } from "./spec";

export const DIMENSION_SEPARATOR = "|";

type MultiSpec = Extract<PartitionsSpec, { kind: "multi" }>;

/** Every combination of the dimensions' keys; dimensions in the order of their names, the last one fastest. */
export function multiSet(spec: MultiSpec, open: (dimension: PartitionsSpec) => PartitionSet): PartitionSet {
  const names = Object.keys(spec.dimensions).sort();
  if (names.length === 0) throw partitionsError("Multi-dimensional partitions need at least one dimension.");
  return combinations(
    spec,
    names.map((name, part) => ({ name, part, set: open(spec.dimensions[name] as PartitionsSpec) })),
  );
}

/**
 * The same partitions, numbered along their longest dimension: what is known of them is then few ranges, whatever the
 * dimensions are called. Partitions of one dimension stay as they are.
 */
export function orderByLongestDimension(set: PartitionSet): PartitionSet {
  if (!set.dimensions || set.spec.kind !== "multi") return set;
  const longest = set.dimensions.reduce((best, it) => (it.set.size >= best.set.size ? it : best));
  if (longest === set.dimensions.at(-1)) return set;
  return combinations(set.spec, [...set.dimensions.filter((it) => it !== longest), longest]);
}

/** All combinations, numbered with the last of the given dimensions fastest. */
export function combinations(spec: MultiSpec, dimensions: readonly Dimension[]): PartitionSet {
  const slowestLast = dimensions.toReversed();
  return {
    spec,
    size: dimensions.reduce((product, { set }) => product * set.size, 1),
    dimensions,
    keyAt(index) {
      let rest = index;
      const parts: string[] = [];
      for (const { part, set } of slowestLast) {
        parts[part] = set.keyAt(rest % set.size);
        rest = Math.floor(rest / set.size);
      }
      return parts.join(DIMENSION_SEPARATOR);
    },
    indexOf(key) {
      const parts = key.split(DIMENSION_SEPARATOR);
      if (parts.length !== dimensions.length) return -1;
      let index = 0;
      for (const { part, set } of dimensions) {
        const own = set.indexOf(parts[part] as string);
        if (own < 0) return -1;
        index = index * set.size + own;
      }
      return index;
    },
  };
}
