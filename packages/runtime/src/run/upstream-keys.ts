import { dynamicSetsOf, mapPartitions, partitionSet } from "@millrace/core/partitions";
import type { AssetDependency, PartitionsSpec } from "@millrace/protocol";
import type { AnyAsset } from "@millrace/sdk";
import type { Run } from "./run-state";

/** Returns the partitions of an upstream asset that a dependency refers to in this run, oldest first. */
export async function upstreamKeys(
  run: Run,
  asset: AnyAsset,
  upstream: AnyAsset,
  dependency: AssetDependency,
): Promise<readonly string[]> {
  if (dependency.view === "value" && asset.settings.partitions) return mapped(run, asset, upstream, dependency, []);
  const known = await storedKeys(run, upstream, dependency.view === "lastPartitions" ? dependency.count : undefined);
  if (dependency.view === "value") return known;
  if (dependency.mapping) {
    const selected = new Set(await mapped(run, asset, upstream, dependency, known));
    return known.filter((key) => selected.has(key));
  }
  if (dependency.view !== "lastPartitions" || !sharesPartitions(asset, upstream)) return known;
  const own = run.assignment.partitionKeys.at(-1);
  return own === undefined ? known : lastUpTo(run, upstream, own, dependency.count ?? 1);
}

/** Returns the upstream partitions that the mapping (or the default rule) selects for the run's partitions. */
async function mapped(
  run: Run,
  asset: AnyAsset,
  upstream: AnyAsset,
  dependency: AssetDependency,
  known: readonly string[],
): Promise<readonly string[]> {
  const { partitionKeys } = run.assignment;
  const from: PartitionsSpec | undefined = asset.settings.partitions?.spec;
  const to: PartitionsSpec | undefined = upstream.settings.partitions?.spec;
  if (!from || !to) return dependency.mapping?.kind === "specific" ? dependency.mapping.keys : known;
  if (!dependency.mapping && sharesPartitions(asset, upstream)) return partitionKeys;
  const options = { now: run.ports.now(), dynamicKeys: await dynamicKeys(run, [from, to]) };
  return mapPartitions(
    {
      upstream: partitionSet(to, options),
      downstream: partitionSet(from, options),
      ...(dependency.mapping ? { mapping: dependency.mapping } : {}),
    },
    partitionKeys,
    "upstream",
  );
}

/** Returns the current keys of the partition sets that some definitions use. */
async function dynamicKeys(run: Run, specs: readonly PartitionsSpec[]): Promise<Record<string, readonly string[]>> {
  const sets = [...new Set(specs.flatMap(dynamicSetsOf))];
  const lists = await Promise.all(sets.map((set) => run.ports.partitions.list(set)));
  return Object.fromEntries(sets.map((set, index) => [set, lists[index] ?? []]));
}

function sharesPartitions(asset: AnyAsset, upstream: AnyAsset): boolean {
  return JSON.stringify(asset.settings.partitions?.spec) === JSON.stringify(upstream.settings.partitions?.spec);
}

/** Returns the partitions that have a value, including those of this run. */
async function storedKeys(run: Run, upstream: AnyAsset, last: number | undefined): Promise<readonly string[]> {
  const keys = [...(await run.ports.values.listAsset(upstream.key, last))];
  const known = new Set(keys);
  const own = run.values.has(upstream.key) ? run.assignment.partitionKeys : [];
  keys.push(...own.filter((key) => !known.has(key)));
  return last === undefined ? keys : keys.slice(-last);
}

/** Returns the last `count` partitions with a value up to and including the run's own. */
async function lastUpTo(run: Run, upstream: AnyAsset, own: string, count: number): Promise<readonly string[]> {
  const keys = await storedKeys(run, upstream, undefined);
  if (!upstream.settings.partitions) return keys.slice(-count);
  const { spec } = upstream.settings.partitions;
  const set = partitionSet(spec, { now: run.ports.now(), dynamicKeys: await dynamicKeys(run, [spec]) });
  const end = set.indexOf(own);
  return end < 0 ? keys.slice(-count) : keys.filter((key) => set.indexOf(key) <= end).slice(-count);
}
