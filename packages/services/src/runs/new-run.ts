import { newId, ownValue } from "@millrace/core";
import { runPriority } from "@millrace/core/admission";
import { isRecord } from "@millrace/core/config";
import type { RunPlan } from "@millrace/core/plan";
import { mergeTags, type NewRun, partitionTags, type RunTrigger, type Tags } from "@millrace/core/run";
import type { Scope } from "../scope";
import { partitionsOf } from "./resolve-partitions";
import type { RunTarget } from "./run-target";

/** Who launches: what the caller knows, and the launch doesn't decide. */
export type LaunchOrigin = {
  readonly trigger: RunTrigger;
  /** Unique in the deployment: a second launch with the same key returns the first one's run. One run per launch only. */
  readonly runKey?: string;
  /** Maximum number of runs that the caller lets one launch start. */
  readonly runsMax: number;
};

/** What a launch has come to: its target, the plan for it, and what was asked for. */
export type PlannedLaunch = {
  readonly deploymentId: string;
  readonly target: RunTarget;
  readonly plan: RunPlan;
  readonly config: unknown;
  readonly partitionKeys: readonly string[];
  readonly tags: Tags;
};

/** The database keeps a priority as a 32-bit integer. */
const PRIORITY_MAX = 2_147_483_647;

/** The run that a launch queues. */
export function toNewRun({ actor }: Scope, launch: PlannedLaunch, origin: LaunchOrigin): NewRun {
  const { deploymentId, target, plan, config, partitionKeys } = launch;
  const tags = tagsOf(launch);
  return {
    id: newId("run"),
    deploymentId,
    locationId: target.locationId,
    location: target.location,
    versionId: target.versionId,
    job: target.job?.name ?? null,
    selection: target.selection,
    ...planned(plan),
    // What was validated is what runs: an input whose schema has defaults for everything need not be given.
    config: config ?? (target.job?.input ? {} : undefined),
    partitionKeys,
    tags,
    concurrencyKey: concurrencyKey(target, config),
    priority: Math.max(-PRIORITY_MAX, Math.min(PRIORITY_MAX, runPriority(tags))),
    trigger: origin.trigger,
    runKey: origin.runKey ?? null,
    launchedBy: actor.id,
    launchedByName: actor.name,
    parentRunId: null,
    rootRunId: null,
    retryNumber: 0,
    reuse: null,
    notBefore: null,
  };
}

/** What a run holds of its plan: the plan, its assets, its pools, and those of the steps that may start at once. */
export function planned(plan: RunPlan): Pick<NewRun, "plan" | "assetKeys" | "pools" | "rootPools"> {
  const { steps } = plan;
  const roots = steps.filter((step) => step.needs.length === 0).map((step) => step.pool ?? "");
  return {
    plan,
    assetKeys: steps.flatMap((step) => step.assets),
    pools: [...new Set(steps.flatMap((step) => step.pool ?? []))],
    rootPools: roots.includes("") ? [""] : roots,
  };
}

function tagsOf({ target, plan, partitionKeys, tags }: PlannedLaunch): Tags {
  const { job, assets, manifest, location } = target;
  const partitions = partitionsOf(target);
  const dimensions = partitions?.kind === "multi" ? Object.keys(partitions.dimensions).sort() : [];
  const ops = new Set(
    plan.steps.filter((step) => step.kind === "op" || step.kind === "map").map((step) => step.definition),
  );
  return mergeTags(
    [
      ...(job ? [job.tags] : []),
      ...assets.map((it) => it.tags),
      ...manifest.ops.filter((op) => ops.has(op.name)).map((op) => op.tags),
    ],
    tags,
    {
      "millrace/code_location": location,
      ...(job ? { "millrace/job": job.name } : {}),
      ...partitionTags(partitionKeys, dimensions),
    },
  );
}

/** The value that a job's `concurrency.key` names in its input. */
function concurrencyKey({ job }: RunTarget, config: unknown): string | null {
  const path = job?.concurrency?.key;
  if (path === undefined) return null;
  const value = path.split(".").reduce<unknown>((at, name) => (isRecord(at) ? ownValue(at, name) : undefined), config);
  return value === undefined || value === null ? null : String(value);
}
