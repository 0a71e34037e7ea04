import { intersect, union, without } from "../partitions/intervals";
import { type Backfill, type BackfillAsset, NOT_STARTED, type Progress, type Subset } from "./backfill";
import { type Batch, batchesOf } from "./batches";
import { needing } from "./needed";

export type Wave = {
  /** What to submit now. */
  readonly batches: readonly Batch[];
  /** Partitions that can't be submitted any more, because one that they need failed. */
  readonly skipped: ReadonlyMap<BackfillAsset, Subset>;
};

/**
 * Returns what a backfill submits next: every partition whose upstream partitions in the backfill are materialized, or
 * are submitted with it in the same run.
 */
export function nextWave(backfill: Backfill, progress: Progress): Wave {
  const skipped = new Map<BackfillAsset, Subset>();
  const ready = new Map<BackfillAsset, Subset>();
  const lost = new Map<BackfillAsset, Subset>();
  for (const asset of backfill.order) {
    const { inProgress, materialized, failed, skipped: skippedBefore } = progress.get(asset) ?? NOT_STARTED;
    const submitted = [inProgress, materialized, failed, skippedBefore].reduce(union);
    let remaining = without(asset.targets, submitted);
    const dependencies = backfill.dependencies.get(asset) ?? [];

    const unreachable = dependencies.reduce<Subset>(
      (all, dependency) => union(all, needing(asset, dependency, lost.get(dependency.upstream) ?? failed)),
      [],
    );
    const newlySkipped = intersect(remaining, unreachable);
    if (newlySkipped.length > 0) skipped.set(asset, newlySkipped);
    lost.set(asset, [failed, skippedBefore, newlySkipped].reduce(union));
    remaining = without(remaining, newlySkipped);

    for (const dependency of dependencies) {
      if (dependency.upstream === asset && asset.partitionsPerRunMax === Number.POSITIVE_INFINITY) continue;
      const pending = pendingOf(dependency.upstream, progress, lost.get(dependency.upstream) ?? failed);
      const open = dependency.isJoined ? without(pending, ready.get(dependency.upstream) ?? []) : pending;
      remaining = without(remaining, needing(asset, dependency, open));
    }
    ready.set(asset, remaining);
  }
  return { batches: batchesOf(backfill, ready), skipped };
}

/** Returns the targets that aren't materialized and still can be. */
function pendingOf(asset: BackfillAsset, progress: Progress, lost: Subset): Subset {
  return without(without(asset.targets, progress.get(asset)?.materialized ?? []), lost);
}
