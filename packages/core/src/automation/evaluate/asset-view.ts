import { partitionSet } from "../../partitions/create-partition-set";
import { canonicalSpec } from "../../partitions/default-mapping";
import { type Interval, normalize, sizeOf } from "../../partitions/intervals";
import type { PartitionSet } from "../../partitions/partition-set";
import { isSameRanges, rangesOf } from "../../partitions/ranges";
import { known } from "../../partitions/record-status";
import { type AssetFacts, NO_FACTS } from "../facts";
import type { AssetNode } from "../graph/asset-node";
import type { StoredSubset } from "../memory";
import type { Subset } from "./timing";

/** An asset at the time of an evaluation. Subsets are numbers of its partitions. An unpartitioned asset is number 0. */
export type AssetView = {
  readonly node: AssetNode;
  /** Undefined if unpartitioned. */
  readonly partitions: PartitionSet | undefined;
  readonly full: Subset;
  readonly facts: AssetFacts;
};

export const NONE: Subset = [];
const WHOLE: Subset = [[0, 0]];

/** Keys of static and dynamic partitions that are stored singly, so that deleting one loses no other. */
const SINGLE_KEYS_MAX = 1_000;

export type AssetViewOptions = {
  readonly now: number;
  readonly facts: (key: string) => AssetFacts | undefined;
  /** The keys of dynamic partitions by the name of their set. */
  readonly dynamicKeys?: Readonly<Record<string, readonly string[]>>;
};

/** Returns a function that opens assets, each once, with partitions that equal definitions share. */
export function assetViews({ now, facts, dynamicKeys }: AssetViewOptions): (node: AssetNode) => AssetView {
  const views = new Map<string, AssetView>();
  const sets = new Map<string, PartitionSet>();
  const setOf = ({ partitions: spec }: AssetNode): PartitionSet | undefined => {
    if (!spec) return undefined;
    const id = canonicalSpec(spec);
    let set = sets.get(id);
    if (!set) {
      set = partitionSet(spec, { now, ...(dynamicKeys && { dynamicKeys }) });
      sets.set(id, set);
    }
    return set;
  };
  return (node) => {
    let view = views.get(node.key);
    if (!view) {
      const partitions = setOf(node);
      const full = partitions ? normalize([[0, partitions.size - 1]]) : WHOLE;
      view = { node, partitions, full, facts: facts(node.key) ?? NO_FACTS };
      views.set(node.key, view);
    }
    return view;
  };
}

/** Reads stored partitions. Those that no longer exist are left out. */
export function readSubset({ partitions, full }: AssetView, stored: StoredSubset | undefined): Subset {
  if (stored === undefined) return NONE;
  if (stored === true) return partitions ? NONE : full;
  if (!partitions) return NONE;
  const [only] = stored;
  if (stored.length === 1 && only) return known(partitions, only);
  return normalize(stored.flatMap((range) => known(partitions, range)));
}

/** Returns partitions in their stored form. Undefined if there are none. */
export function storeSubset({ partitions }: AssetView, subset: Subset): StoredSubset | undefined {
  if (subset.length === 0) return undefined;
  if (!partitions) return true;
  return rangesOf(partitions, partitions.windows || sizeOf(subset) > SINGLE_KEYS_MAX ? subset : singly(subset));
}

export const isSameSubset = (a: StoredSubset | undefined, b: StoredSubset | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && isSameRanges(a, b));

const singly = (subset: Subset): Interval[] =>
  subset.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, n): Interval => [first + n, first + n]),
  );
