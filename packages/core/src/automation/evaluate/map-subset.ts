import type { MappingDirection } from "../../partitions/mapped-assets";
import { mapIntervals } from "../../partitions/mapping";
import { type AssetView, NONE } from "./asset-view";
import type { Subset } from "./timing";

/**
 * Maps partitions of one asset to another: to those that they need (upstream) or that need them (downstream). Assets
 * that don't depend on each other are mapped as if one did.
 */
export function mapSubset(from: AssetView, to: AssetView, subset: Subset, direction: MappingDirection): Subset {
  if (subset.length === 0) return NONE;
  if (!from.partitions || !to.partitions) return to.full;
  const [upstream, downstream] = direction === "upstream" ? [to, from] : [from, to];
  const dependency = downstream.node.deps.find((dep) => dep.upstream === upstream.node.key);
  const sides = { upstream: upstream.partitions, downstream: downstream.partitions } as {
    upstream: NonNullable<AssetView["partitions"]>;
    downstream: NonNullable<AssetView["partitions"]>;
  };
  return mapIntervals(dependency?.mapping ? { ...sides, mapping: dependency.mapping } : sides, subset, direction);
}
