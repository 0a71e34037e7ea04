import { type BackfillAsset, causeOf, createBackfill, planBackfill, runsOf } from "@millrace/core/backfills";
import { parseLocal } from "@millrace/core/cron";
import { PartitionsSpec } from "@millrace/core/manifest";
import {
  type Interval,
  intervalsInRange,
  normalizeIntervals,
  numbersIn,
  partitionSet,
  rangesOfKeys,
} from "@millrace/core/partitions";
import { z } from "zod";

type Subset = readonly Interval[];
const WHOLE: Subset = [[0, 0]];

export const PlanBackfill = z.object({
  now: z.string(),
  assets: z.array(
    z.object({
      key: z.string(),
      deps: z.array(z.string()).default([]),
      partitions: PartitionsSpec.optional(),
      maxPartitionsPerRun: z.int().min(1).or(z.literal("all")).optional(),
    }),
  ),
  targets: z.record(z.string(), z.array(z.string()).nullable()),
  failures: z.array(z.object({ asset: z.string(), partition: z.string().optional() })).default([]),
});
type PlanBackfill = z.infer<typeof PlanBackfill>;

/** Plans a backfill, and returns its runs in waves with the partitions that are skipped. */
export function plannedBackfill(given: PlanBackfill) {
  const assets = targetedAssets(given);
  const backfill = createBackfill(assets);
  const { waves, skipped, progress } = planBackfill(backfill, failuresOf(assets, given));
  const named = (asset: BackfillAsset, partition: number) => ({
    asset: asset.key,
    ...(asset.partitions && { partition: asset.partitions.keyAt(partition) }),
  });
  return {
    waves: waves.map((batches) =>
      batches.flatMap((batch) =>
        Array.from(runsOf(batch), (run) => ({
          assets: batch.assets.map(({ key }) => key),
          partitions: keysOf(batch.assets[0], run),
        })),
      ),
    ),
    skipped: [...skipped].flatMap(([asset, subset]) =>
      Array.from(numbersIn(subset), (partition) => {
        const cause = causeOf(backfill, progress, { asset, partition });
        return { ...named(asset, partition), because: cause && named(cause.asset, cause.partition) };
      }),
    ),
  };
}

function targetedAssets({ now, assets, targets }: PlanBackfill): BackfillAsset[] {
  return assets.flatMap(({ key, deps, partitions: spec, maxPartitionsPerRun }) => {
    const keys = targets[key];
    if (keys === undefined) return [];
    const partitions = spec ? partitionSet(spec, { now: parseLocal(now) }) : undefined;
    return {
      key,
      deps: deps.map((asset) => ({ asset })),
      partitions,
      targets: partitions ? subsetOf(partitions, keys ?? []) : WHOLE,
      partitionsPerRunMax: maxPartitionsPerRun === "all" ? Number.POSITIVE_INFINITY : (maxPartitionsPerRun ?? 1),
    };
  });
}

function failuresOf(assets: readonly BackfillAsset[], { failures }: PlanBackfill): Map<BackfillAsset, Subset> {
  return new Map(
    assets.map((asset) => {
      const own = failures.filter((failure) => failure.asset === asset.key);
      const keys = own.flatMap(({ partition }) => partition ?? []);
      const isWhole = own.some(({ partition }) => partition === undefined);
      return [asset, isWhole ? asset.targets : asset.partitions ? subsetOf(asset.partitions, keys) : []];
    }),
  );
}

type PartitionSet = NonNullable<BackfillAsset["partitions"]>;

const subsetOf = (set: PartitionSet, keys: readonly string[]): Subset =>
  normalizeIntervals(rangesOfKeys(set, keys).flatMap((range) => intervalsInRange(set, range)));

const keysOf = (asset: BackfillAsset | undefined, run: Subset): string[] => {
  const set = asset?.partitions;
  return set ? Array.from(numbersIn(run), (partition) => set.keyAt(partition)) : [];
};
