import type { PartitionSet } from "./partition-set";
import type { PartitionsSpec } from "./spec";

/** Partitions that are a list of keys, in its order. */
export function listSet(spec: PartitionsSpec, keys: readonly string[]): PartitionSet {
  let indexes: Map<string, number> | undefined;
  return {
    spec,
    size: keys.length,
    keyAt: (index) => keys[index] as string,
    indexOf(key) {
      indexes ??= new Map(keys.map((it, index) => [it, index]));
      return indexes.get(key) ?? -1;
    },
  };
}
