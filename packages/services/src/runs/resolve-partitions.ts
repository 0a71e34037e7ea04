import { DomainError } from "@millrace/core";
import type { PartitionsSpec } from "@millrace/core/manifest";
import {
  dynamicSetsOf,
  numbersIn,
  type PartitionSetOptions,
  parsePartitionIntervals,
  partitionSet,
  sizeOf,
} from "@millrace/core/partitions";
import type { RunTarget } from "./run-target";

/** Partitions that one run may be for. */
export const PARTITIONS_PER_RUN_MAX = 10_000;

/** The partitions of a launch: keys as they are, or the text form (`a, b, [a...c], 2026-01-*`) read for the target. */
export function resolvePartitions(
  target: Pick<RunTarget, "job" | "assets">,
  chosen: string | readonly string[],
  moment: PartitionSetOptions,
): readonly string[] {
  if (typeof chosen !== "string") return chosen;
  if (chosen.trim() === "") return [];
  const spec = partitionsOf(target);
  if (!spec) {
    throw new DomainError(
      "invalid",
      "partition_unexpected",
      "Nothing in this run is partitioned. Remove the partition.",
    );
  }
  const set = partitionSet(spec, moment);
  const intervals = parsePartitionIntervals(chosen, set);
  const count = sizeOf(intervals);
  if (count > PARTITIONS_PER_RUN_MAX) {
    throw new DomainError(
      "overLimit",
      "partitions_per_run",
      `"${chosen}" selects ${count} partitions; a run can include up to ${PARTITIONS_PER_RUN_MAX}. Select fewer or launch several runs.`,
    );
  }
  return Array.from(numbersIn(intervals), (index) => set.keyAt(index));
}

/** What a target is partitioned by: the job's own partitions, or those of its assets. */
export const partitionsOf = ({ job, assets }: Pick<RunTarget, "job" | "assets">): PartitionsSpec | undefined =>
  job?.partitions ?? assets.find((asset) => asset.partitions)?.partitions;

/** The dynamic sets that a target's partitions come from. */
export const dynamicSetsIn = ({ job, assets }: Pick<RunTarget, "job" | "assets">): readonly string[] => [
  ...new Set([job, ...assets].flatMap((it) => dynamicSetsOf(it?.partitions))),
];
