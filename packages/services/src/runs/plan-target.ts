import type { PartitionSetOptions } from "@millrace/core/partitions";
import { planRun, type RunPlan } from "@millrace/core/plan";
import type { RunTarget } from "./run-target";

/** Plans the steps of a target for partitions that exist now. */
export function planTarget(
  target: RunTarget,
  options: { partitionKeys: readonly string[]; parallelStepsMax: number | null } & PartitionSetOptions,
): RunPlan {
  const { parallelStepsMax, ...partitions } = options;
  return planRun(
    target.manifest,
    target.job
      ? { kind: "job", job: target.job.name }
      : { kind: "assets", keys: target.assets.map((asset) => asset.key) },
    { ...partitions, ...(parallelStepsMax === null ? {} : { parallelStepsMax }) },
  );
}
