import { mapIntervals } from "../partitions/mapping";
import type { BackfillAsset, BackfillDependency, Subset } from "./backfill";

/** Returns the partitions of an asset that need any of some upstream partitions. */
export function needing(asset: BackfillAsset, { upstream, mapping }: BackfillDependency, from: Subset): Subset {
  if (from.length === 0) return from;
  if (!asset.partitions || !upstream.partitions) return asset.targets;
  const sides = { upstream: upstream.partitions, downstream: asset.partitions };
  return mapIntervals(mapping ? { ...sides, mapping } : sides, from, "downstream");
}

/** Returns the upstream partitions that a partition of an asset needs. */
export function neededBy(asset: BackfillAsset, { upstream, mapping }: BackfillDependency, partition: number): Subset {
  if (!asset.partitions || !upstream.partitions) return upstream.targets;
  const sides = { upstream: upstream.partitions, downstream: asset.partitions };
  return mapIntervals(mapping ? { ...sides, mapping } : sides, [[partition, partition]], "upstream");
}
