import { DomainError } from "../errors";
import type { JobManifest, Manifest, PartitionsSpec } from "../manifest/manifest";
import { availableKeys } from "../partitions/available-keys";
import { type PartitionSetOptions, partitionSet } from "../partitions/create-partition-set";
import { addKeyHint } from "../partitions/partition-error";

/** The partitions of a run. With `now` given, each key must exist at that moment. */
export type RunPartitions = Partial<PartitionSetOptions> & { readonly partitionKeys?: readonly string[] };

/** Throws unless the run's partitions fit the assets that are partitioned: some when any is, none when none is. */
export function checkRunPartitions(
  manifest: Manifest,
  assetKeys: readonly string[],
  partitions: RunPartitions,
  job?: JobManifest,
): void {
  const { partitionKeys = [], now, dynamicKeys } = partitions;
  const chosen = new Set(assetKeys);
  const specs = new Map<string, { spec: PartitionsSpec; subject: string }>();
  for (const { key, partitions: spec } of manifest.assets) {
    if (spec && chosen.has(key)) specs.set(JSON.stringify(spec), { spec, subject: `Asset "${key}"` });
  }
  if (job?.partitions)
    specs.set(JSON.stringify(job.partitions), { spec: job.partitions, subject: `Job "${job.name}"` });

  const [first] = specs.values();
  if (first && partitionKeys.length === 0)
    throw new DomainError(
      "invalid",
      "partition_missing",
      `${first.subject} is partitioned. Select a partition for the run.`,
    );
  if (!first && partitionKeys.length > 0)
    throw new DomainError(
      "invalid",
      "partition_unexpected",
      "Nothing in this run is partitioned. Remove the partition.",
    );
  if (now === undefined) return;
  for (const { spec, subject } of specs.values()) {
    const set = partitionSet(spec, { now, ...(dynamicKeys ? { dynamicKeys } : {}) });
    const unknown = partitionKeys.find((key) => set.indexOf(key) < 0);
    if (unknown !== undefined)
      throw new DomainError(
        "invalid",
        "partition_not_found",
        `${subject} has no partition "${unknown}".${availableKeys(set, unknown)}${addKeyHint(spec)}`,
      );
  }
}
