import { DomainError } from "../errors";
import type { AssetManifest, Manifest, PartitionsSpec } from "../manifest/manifest";
import { type PartitionSetOptions, partitionSet } from "../partitions/create-partition-set";
import { mapPartitions } from "../partitions/mapping";
import { listedKeys } from "../partitions/partition-error";
import type { PartitionMapping } from "../partitions/spec";

/** The moment of a run, and the partitions that it is for. */
export type PartitionsOfRun = PartitionSetOptions & { readonly partitionKeys: readonly string[] };

/** Upstream partitions that an asset of a run reads and that the run doesn't materialize. */
export type UnplannedPartitions = {
  readonly asset: string;
  readonly input: string;
  readonly upstream: string;
  readonly keys: readonly string[];
};

/**
 * Returns what the assets of a run read from each other in partitions that aren't the run's own. Every step of a run
 * has the same partitions, so these must have been stored by an earlier run.
 */
export function unplannedPartitions(
  manifest: Manifest,
  assetKeys: readonly string[],
  { partitionKeys, ...moment }: PartitionsOfRun,
): UnplannedPartitions[] {
  const chosen = new Set(assetKeys);
  const assets = new Map(manifest.assets.flatMap((asset) => (chosen.has(asset.key) ? [[asset.key, asset]] : [])));
  const planned = new Set(partitionKeys);
  const found: UnplannedPartitions[] = [];
  for (const { key, deps, partitions } of assets.values()) {
    for (const dep of deps) {
      const upstream = assets.get(dep.asset);
      if (!partitions || !upstream?.partitions || !isMapped(dep)) continue;
      const sides = { downstream: partitions, upstream: upstream.partitions, mapping: dep.mapping };
      const keys = keysRead(sides, partitionKeys, moment).filter((it) => !planned.has(it));
      if (keys.length > 0) found.push({ asset: key, input: dep.input, upstream: dep.asset, keys });
    }
  }
  return found;
}

/** `allPartitions` and `lastPartitions` read what has a value, whichever that is. */
const isMapped = ({ view, mapping }: AssetManifest["deps"][number]): boolean =>
  view === "value" || mapping !== undefined;

type Sides = {
  readonly downstream: PartitionsSpec;
  readonly upstream: PartitionsSpec;
  readonly mapping: PartitionMapping | undefined;
};

function keysRead(
  { downstream, upstream, mapping }: Sides,
  keys: readonly string[],
  moment: PartitionSetOptions,
): readonly string[] {
  const sides = { upstream: partitionSet(upstream, moment), downstream: partitionSet(downstream, moment) };
  return mapPartitions({ ...sides, ...(mapping ? { mapping } : {}) }, keys, "upstream");
}

/** The error for a run that would compute an asset from only some of the partitions that it reads. */
export const missingPartitions = ({ asset, input, upstream, keys }: UnplannedPartitions): DomainError =>
  new DomainError(
    "conflict",
    "partitions_missing",
    `Asset "${asset}" (deps.${input}) also reads ${keys.length === 1 ? "partition" : "partitions"} ${listedKeys(keys, "and")} of "${upstream}", which have no stored value and aren't part of this run. Materialize them first.`,
    {
      details: keys.slice(0, 100).map((key) => ({
        pointer: "/partitions",
        code: "partition_missing",
        detail: `"${upstream}" has no value for ${key}`,
      })),
    },
  );
