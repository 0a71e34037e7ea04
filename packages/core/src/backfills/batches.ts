import { type Interval, normalize, sizeOf } from "../partitions/intervals";
import type { Backfill, BackfillAsset, Subset } from "./backfill";

/** Partitions that the same assets materialize together, in one run or in several. */
export type Batch = {
  /** Upstream before downstream. */
  readonly assets: readonly BackfillAsset[];
  readonly partitions: Subset;
  readonly partitionsPerRunMax: number;
};

/** Returns how many runs a batch is. */
export const runCount = ({ partitions, partitionsPerRunMax }: Batch): number =>
  Math.ceil(sizeOf(partitions) / Math.min(partitionsPerRunMax, Number.MAX_SAFE_INTEGER));

/** Returns the partitions of each run of a batch, in order. */
export function* runsOf({ partitions, partitionsPerRunMax }: Batch): Generator<Subset, void> {
  let run: Interval[] = [];
  let room = partitionsPerRunMax;
  for (const [first, last] of partitions) {
    for (let from = first; from <= last; ) {
      const to = Math.min(last, from + room - 1);
      run.push([from, to]);
      room -= to - from + 1;
      from = to + 1;
      if (room > 0) continue;
      yield run;
      run = [];
      room = partitionsPerRunMax;
    }
  }
  if (run.length > 0) yield run;
}

/**
 * Puts what is ready into as few runs as possible: for each partition, the ready assets that depend on each other by it
 * go into one run, and partitions of the same assets share runs.
 */
export function batchesOf(backfill: Backfill, ready: ReadonlyMap<BackfillAsset, Subset>): Batch[] {
  const batches = new Map<string, { assets: readonly BackfillAsset[]; partitions: Interval[] }>();
  const assetsReady = backfill.order.filter((asset) => ready.get(asset)?.length);
  for (const group of joinedGroups(backfill, assetsReady)) {
    for (const { assets, partitions } of sharedPartitions(group, ready)) {
      for (const joined of joinedGroups(backfill, assets)) {
        const id = JSON.stringify(joined.map(({ key }) => key));
        const batch = batches.get(id);
        if (batch) batch.partitions = batch.partitions.concat(partitions);
        else batches.set(id, { assets: joined, partitions });
      }
    }
  }
  return Array.from(batches.values(), ({ assets, partitions }) => ({
    assets,
    partitions: normalize(partitions),
    partitionsPerRunMax: Math.min(...assets.map((asset) => asset.partitionsPerRunMax)),
  }));
}

/** Returns some assets in groups that joined dependencies connect, each in the order of the assets given. */
function joinedGroups({ dependencies }: Backfill, assets: readonly BackfillAsset[]): BackfillAsset[][] {
  const groupOf = new Map<BackfillAsset, BackfillAsset[]>();
  for (const asset of assets) {
    const group = [asset];
    groupOf.set(asset, group);
    for (const { upstream, isJoined } of dependencies.get(asset) ?? []) {
      const other = isJoined ? groupOf.get(upstream) : undefined;
      if (!other || other === groupOf.get(asset)) continue;
      const own = groupOf.get(asset) as BackfillAsset[];
      other.push(...own);
      for (const member of own) groupOf.set(member, other);
    }
  }
  const rank = new Map(assets.map((asset, index) => [asset, index]));
  const byRank = (a: BackfillAsset, b: BackfillAsset): number => (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
  return [...new Set(groupOf.values())].map((group) => group.sort(byRank));
}

/** Returns the partitions of a group by the assets of it that are ready for them. */
function sharedPartitions(group: readonly BackfillAsset[], ready: ReadonlyMap<BackfillAsset, Subset>) {
  const shared = new Map<string, { readonly assets: readonly BackfillAsset[]; readonly partitions: Interval[] }>();
  const changes = group.flatMap((asset) =>
    (ready.get(asset) ?? []).flatMap(([first, last]) => [
      { at: first, asset, isReady: true },
      { at: last + 1, asset, isReady: false },
    ]),
  );
  changes.sort((a, b) => a.at - b.at);
  const open = new Set<BackfillAsset>();
  for (const [index, { at, asset, isReady }] of changes.entries()) {
    if (isReady) open.add(asset);
    else open.delete(asset);
    const next = changes[index + 1]?.at ?? at;
    if (next === at || open.size === 0) continue;
    const assets = group.filter((it) => open.has(it));
    const id = JSON.stringify(assets.map(({ key }) => key));
    const known = shared.get(id);
    if (known) known.partitions.push([at, next - 1]);
    else shared.set(id, { assets, partitions: [[at, next - 1]] });
  }
  return shared.values();
}
