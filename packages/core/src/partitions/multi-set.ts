import { partitionsError } from "./partition-error";
import type { PartitionSet } from "./partition-set";
import type { PartitionsSpec } from "./spec";

export const DIMENSION_SEPARATOR = "|";

/** Every combination of the dimensions' keys; dimensions in the order of their names, the last one fastest. */
export function multiSet(
  spec: Extract<PartitionsSpec, { kind: "multi" }>,
  open: (dimension: PartitionsSpec) => PartitionSet,
): PartitionSet {
  const names = Object.keys(spec.dimensions).sort();
  if (names.length === 0) throw partitionsError("Partitions of several dimensions need at least one dimension.");
  const dimensions = names.map((name) => ({ name, set: open(spec.dimensions[name] as PartitionsSpec) }));
  const size = dimensions.reduce((product, { set }) => product * set.size, 1);

  return {
    spec,
    size,
    dimensions,
    keyAt(index) {
      let rest = index;
      const parts: string[] = [];
      for (const { set } of dimensions.toReversed()) {
        parts.unshift(set.keyAt(rest % set.size));
        rest = Math.floor(rest / set.size);
      }
      return parts.join(DIMENSION_SEPARATOR);
    },
    indexOf(key) {
      const parts = key.split(DIMENSION_SEPARATOR);
      if (parts.length !== dimensions.length) return -1;
      let index = 0;
      for (const [position, { set }] of dimensions.entries()) {
        const own = set.indexOf(parts[position] as string);
        if (own < 0) return -1;
        index = index * set.size + own;
      }
      return index;
    },
  };
}
