import { didYouMeanText } from "../did-you-mean";
import { DomainError } from "../errors";
import type { JobManifest, Manifest } from "../manifest/manifest";
import { type AssetGraph, assetGraph } from "../selection/asset-graph";
import { selectAssets } from "../selection/select";
import { unknownValuesText } from "../selection/unknown-values";
import { vocabularyOf } from "../selection/vocabulary";
import { checkRunPartitions, type RunPartitions } from "./check-run-partitions";
import { planAssets } from "./plan-assets";
import { planGraph } from "./plan-graph";
import type { RunPlan } from "./run-plan";

/** What a run is for: chosen assets, a selection of them, or a job. */
export type RunTarget =
  | { readonly kind: "assets"; readonly keys: readonly string[] }
  | { readonly kind: "selection"; readonly select: string }
  | { readonly kind: "job"; readonly job: string };

/** Concurrent steps of a run where neither the job nor the deployment says otherwise: a sandbox has one core and 1 GiB. */
export const PARALLEL_STEPS_DEFAULT = 10;

export type PlanOptions = RunPartitions & { readonly parallelStepsMax?: number };

/**
 * Plans a run: which steps there are and what each waits for. Assets bring their checks; a blocking check of severity
 * `error` stands between its asset and whatever reads the asset.
 * @throws DomainError that names what is unknown, or the cycle, or the partition that is missing
 * @example
 * planRun(manifest, { kind: "assets", keys: ["orders", "revenue"] }, { partitionKeys: ["2026-01-02"], now: Date.now() });
 */
export function planRun(manifest: Manifest, target: RunTarget, options: PlanOptions = {}): RunPlan {
  const limits = (job?: JobManifest): Pick<RunPlan, "parallelStepsMax" | "timeoutMs"> => {
    const parallelStepsMax = smallest(options.parallelStepsMax, job?.parallelStepsMax) ?? PARALLEL_STEPS_DEFAULT;
    return {
      parallelStepsMax,
      ...(job?.timeoutMs ? { timeoutMs: job.timeoutMs } : {}),
    };
  };
  const ofAssets = (keys: readonly string[], job?: JobManifest): RunPlan => {
    const steps = planAssets(manifest, keys, job);
    checkRunPartitions(manifest, keys, options, job);
    return { steps, ...limits(job) };
  };
  if (target.kind === "assets") return ofAssets(target.keys);
  if (target.kind === "selection") return ofAssets(selectedAssets(manifest, target.select));

  const job = findJob(manifest, target.job);
  if (job.nodes) {
    checkRunPartitions(manifest, [], options, job);
    return { steps: planGraph(manifest, job, job.nodes), ...limits(job) };
  }
  return ofAssets(selectedAssets(manifest, job.select ?? "*"), job);
}

/** A manifest never changes, and is asked once for each of its jobs. */
const graphs = new WeakMap<Manifest, AssetGraph>();

function graphOf(manifest: Manifest): AssetGraph {
  const known = graphs.get(manifest);
  if (known) return known;
  const assets = manifest.assets.map((asset) => ({ ...asset, deps: asset.deps.map((dep) => dep.asset) }));
  const graph = assetGraph(assets);
  graphs.set(manifest, graph);
  return graph;
}

/** The keys of the assets that a selection picks and that this location can materialize. */
export function selectedAssets(manifest: Manifest, select: string): string[] {
  const graph = graphOf(manifest);
  const external = new Set(manifest.assets.filter((asset) => asset.external).map((asset) => asset.key));
  const keys = selectAssets(select, graph).filter((key) => !external.has(key));
  if (keys.length === 0) {
    const hint = unknownValuesText(select, vocabularyOf(graph.assets));
    throw new DomainError(
      "invalid",
      "selection_empty",
      `The selection ${select} matches no assets in this code location.${hint}`,
    );
  }
  return keys;
}

function findJob(manifest: Manifest, name: string): JobManifest {
  const job = manifest.jobs.find((candidate) => candidate.name === name);
  if (job) return job;
  const hint = didYouMeanText(
    name,
    manifest.jobs.map((candidate) => candidate.name),
  );
  throw new DomainError("notFound", "job_not_found", `No job named "${name}" in this version.${hint}`);
}

function smallest(...limits: (number | undefined)[]): number | undefined {
  const given = limits.filter((limit) => limit !== undefined);
  return given.length > 0 ? Math.min(...given) : undefined;
}
