import type { PartitionsSpec } from "./spec";
import type { WindowDefinition } from "./window-definition";

/** The partitions that exist at one moment, in order, by number: nothing is listed until it is asked for. */
export type PartitionSet = {
  readonly spec: PartitionsSpec;
  readonly size: number;
  /** The key of a partition of the set. */
  keyAt(index: number): string;
  /** The number of a key in its canonical form, or -1. */
  indexOf(key: string): number;
  /** Present for time windows. */
  readonly windows?: WindowDefinition;
  /** Present for several dimensions, the last one fastest. */
  readonly dimensions?: readonly Dimension[];
};

/** One of several dimensions; `part` is its place in the key. */
export type Dimension = { readonly name: string; readonly part: number; readonly set: PartitionSet };

/** Every key of the set in order. Mind its size. */
export function* partitionKeys(set: PartitionSet, from = 0, to = set.size - 1): Generator<string, void> {
  for (let index = from; index <= to; index += 1) yield set.keyAt(index);
}
