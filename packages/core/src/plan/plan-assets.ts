import { didYouMeanText } from "../did-you-mean";
import { DomainError } from "../errors";
import type { AssetManifest, CheckManifest, JobManifest, Manifest } from "../manifest/manifest";
import { upstreamFirst } from "../upstream-first";
import { checkStepKey } from "./check-step-key";
import type { PlanStep } from "./run-plan";

/** Steps of the chosen assets and of their checks, upstream before downstream. */
export function planAssets(manifest: Manifest, keys: readonly string[], job?: JobManifest): PlanStep[] {
  const assets = new Map(manifest.assets.map((asset) => [asset.key, asset]));
  const chosen = chosenAssets(assets, keys);
  const checks = groupByAsset(manifest.checks);

  const deps = chosenDeps(chosen);
  const steps: PlanStep[] = [];
  for (const key of upstreamFirst(deps)) {
    const asset = chosen.get(key) as AssetManifest;
    steps.push(assetStep(asset, needsOf(deps.get(key) ?? [], checks), job));
    for (const check of checks.get(key) ?? []) steps.push(checkStep(check, asset));
  }
  return steps;
}

/** The upstream assets, and their checks that stop a run. */
function needsOf(deps: readonly string[], checks: ReadonlyMap<string, readonly CheckManifest[]>): string[] {
  const needs: string[] = [];
  for (const key of deps) {
    needs.push(key);
    for (const check of checks.get(key) ?? []) if (stops(check)) needs.push(checkStepKey(key, check.name));
  }
  return needs;
}

const stops = (check: CheckManifest): boolean => check.blocking && check.severity === "error";

function groupByAsset(checks: readonly CheckManifest[]): Map<string, CheckManifest[]> {
  const groups = new Map<string, CheckManifest[]>();
  for (const check of checks) {
    const group = groups.get(check.asset);
    if (group) group.push(check);
    else groups.set(check.asset, [check]);
  }
  return groups;
}

function chosenAssets(assets: ReadonlyMap<string, AssetManifest>, keys: readonly string[]): Map<string, AssetManifest> {
  const chosen = new Map<string, AssetManifest>();
  for (const key of keys) {
    const asset = assets.get(key);
    if (!asset)
      throw new DomainError(
        "notFound",
        "asset_not_found",
        `No asset named "${key}" in this version.${didYouMeanText(key, assets.keys())}`,
      );
    if (asset.external)
      throw new DomainError(
        "invalid",
        "asset_external",
        `Asset "${key}" belongs to another code location. Materialize it there.`,
      );
    chosen.set(key, asset);
  }
  if (chosen.size === 0)
    throw new DomainError("invalid", "selection_empty", "No assets selected. Select at least one.");
  return chosen;
}

/** The chosen assets that each chosen asset reads. */
function chosenDeps(chosen: ReadonlyMap<string, AssetManifest>): Map<string, string[]> {
  const deps = new Map<string, string[]>();
  for (const [key, asset] of chosen) {
    const own: string[] = [];
    for (const dep of asset.deps) {
      if (dep.asset !== key && chosen.has(dep.asset) && !own.includes(dep.asset)) own.push(dep.asset);
    }
    deps.set(key, own);
  }
  return deps;
}

function assetStep(asset: AssetManifest, needs: string[], job: JobManifest | undefined): PlanStep {
  const retry = asset.retry ?? job?.retry;
  return {
    key: asset.key,
    kind: "asset",
    definition: asset.key,
    assets: [asset.key],
    needs,
    deps: asset.deps,
    blocking: false,
    severity: "error",
    priority: asset.priority ?? 0,
    owners: asset.owners,
    ...(retry ? { retry } : {}),
    ...(asset.timeoutMs ? { timeoutMs: asset.timeoutMs } : {}),
    ...(asset.pool ? { pool: asset.pool } : {}),
  };
}

function checkStep(check: CheckManifest, asset: AssetManifest): PlanStep {
  return {
    key: checkStepKey(asset.key, check.name),
    kind: "check",
    definition: check.name,
    assets: [],
    asset: asset.key,
    needs: [asset.key],
    deps: [],
    blocking: check.blocking,
    severity: check.severity,
    priority: asset.priority ?? 0,
    owners: asset.owners,
  };
}
