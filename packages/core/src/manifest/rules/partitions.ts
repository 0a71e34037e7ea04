import { checkMapping } from "../../partitions/check-mapping";
import { checkPartitions } from "../../partitions/create-partition-set";
import type { Manifest } from "../manifest";
import type { ManifestProblem } from "../problem";
import { attempt } from "./attempt";

/** Partitions that can have no key, and mappings that name what is not there. */
export function badPartitions(manifest: Manifest): ManifestProblem[] {
  const partitionsOf = new Map(manifest.assets.map((asset) => [asset.key, asset.partitions]));
  const assets = manifest.assets.flatMap((asset) => {
    const { key, partitions, deps } = asset;
    if (!partitions) return [];
    return [
      ...attempt("partitions_invalid", `asset "${key}"`, asset, () => checkPartitions(partitions)),
      ...deps.flatMap(({ asset: from, mapping }) => {
        const upstream = partitionsOf.get(from);
        if (!mapping || !upstream) return [];
        const who = `asset "${key}", from "${from}"`;
        return attempt("mapping_invalid", who, asset, () => checkMapping(mapping, upstream, partitions));
      }),
    ];
  });
  const jobs = manifest.jobs.flatMap((job) => {
    const { partitions } = job;
    if (!partitions) return [];
    return attempt("partitions_invalid", `job "${job.name}"`, job, () => checkPartitions(partitions));
  });
  return [...assets, ...jobs];
}
