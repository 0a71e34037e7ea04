import { intersect, numbersIn, union } from "../partitions/intervals";
import {
  type AssetProgress,
  type Backfill,
  type BackfillAsset,
  NOT_STARTED,
  type Progress,
  type Subset,
} from "./backfill";
import { type Batch, runsOf } from "./batches";
import { neededBy } from "./needed";
import { nextWave } from "./next-wave";

export type BackfillPlan = {
  /** Batches of runs. A wave starts when the one before it has ended. */
  readonly waves: readonly (readonly Batch[])[];
  /** Partitions that aren't submitted, in upstream order. */
  readonly skipped: ReadonlyMap<BackfillAsset, Subset>;
  readonly progress: Progress;
};

/**
 * Plans a backfill as if each wave ended before the next, with the given failures. A run fails for all of its partitions
 * of an asset that fails in it.
 */
export function planBackfill(
  backfill: Backfill,
  failures: ReadonlyMap<BackfillAsset, Subset> = new Map(),
): BackfillPlan {
  const progress = new Map<BackfillAsset, AssetProgress>();
  const skipped = new Map<BackfillAsset, Subset>();
  const waves: (readonly Batch[])[] = [];
  for (;;) {
    const wave = nextWave(backfill, progress);
    for (const [asset, subset] of wave.skipped) {
      add(progress, asset, "skipped", subset);
      skipped.set(asset, union(skipped.get(asset) ?? [], subset));
    }
    for (const batch of wave.batches) endBatch(backfill, progress, batch, failures);
    if (wave.batches.length > 0) waves.push(wave.batches);
    else if (wave.skipped.size === 0) return { waves, skipped, progress };
  }
}

/** Records how the runs of a batch end. An asset downstream of one that fails in a run is skipped in that run. */
function endBatch(
  { dependencies }: Backfill,
  progress: Map<BackfillAsset, AssetProgress>,
  batch: Batch,
  failures: ReadonlyMap<BackfillAsset, Subset>,
): void {
  const mayFail = batch.assets.some((asset) => intersect(failures.get(asset) ?? [], batch.partitions).length > 0);
  for (const run of mayFail ? runsOf(batch) : [batch.partitions]) {
    const lost = new Set<BackfillAsset>();
    for (const asset of batch.assets) {
      const isSkipped = dependencies.get(asset)?.some(({ upstream, isJoined }) => isJoined && lost.has(upstream));
      const isFailed = mayFail && intersect(failures.get(asset) ?? [], run).length > 0;
      if (isSkipped || isFailed) lost.add(asset);
      add(progress, asset, isSkipped ? "skipped" : isFailed ? "failed" : "materialized", run);
    }
  }
}

function add(
  progress: Map<BackfillAsset, AssetProgress>,
  asset: BackfillAsset,
  status: "skipped" | "failed" | "materialized",
  subset: Subset,
): void {
  const before = progress.get(asset) ?? NOT_STARTED;
  progress.set(asset, { ...before, [status]: union(before[status], subset) });
}

/** A partition of an asset by number. */
export type AssetPartition = { readonly asset: BackfillAsset; readonly partition: number };

/** Returns the failed partition because of which another one was skipped: the first, in the order of dependencies. */
export function causeOf(backfill: Backfill, progress: Progress, skipped: AssetPartition): AssetPartition | undefined {
  let cause = lostUpstream(backfill, progress, skipped);
  while (cause && !cause.isFailed) cause = lostUpstream(backfill, progress, cause);
  return cause && { asset: cause.asset, partition: cause.partition };
}

function lostUpstream(backfill: Backfill, progress: Progress, { asset, partition }: AssetPartition) {
  for (const dependency of backfill.dependencies.get(asset) ?? []) {
    const { failed, skipped } = progress.get(dependency.upstream) ?? NOT_STARTED;
    const lost = intersect(neededBy(asset, dependency, partition), union(failed, skipped));
    const [first] = numbersIn(lost);
    if (first === undefined) continue;
    return { asset: dependency.upstream, partition: first, isFailed: intersect(failed, [[first, first]]).length > 0 };
  }
  return undefined;
}
