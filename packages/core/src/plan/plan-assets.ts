import { didYouMeanText } from "../did-you-mean";
import { DomainError } from "../errors";
import { findCycle } from "../manifest/find-cycle";
import type { AssetManifest, CheckManifest, JobManifest, Manifest } from "../manifest/manifest";
import { checkStepKey } from "./check-step-key";
import type { PlanStep } from "./run-plan";

/** Steps of the chosen assets and of their checks, upstream before downstream. */
export function planAssets(manifest: Manifest, keys: readonly string[], job?: JobManifest): PlanStep[] {
  const assets = new Map(manifest.assets.map((asset) => [asset.key, asset]));
  const chosen = chosenAssets(assets, keys);
  const checks = groupByAsset(manifest.checks);

  const deps = chosenDeps(chosen);
  const steps: PlanStep[] = [];
  for (const key of inOrder(deps)) {
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

/** Upstream first; among equals in the order given. */
function inOrder(deps: ReadonlyMap<string, readonly string[]>): string[] {
  const waitingFor = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [key, own] of deps) {
    waitingFor.set(key, own.length);
    dependents.set(key, []);
  }
  for (const [key, own] of deps) for (const dep of own) dependents.get(dep)?.push(key);

  const order = [...deps.keys()].filter((key) => waitingFor.get(key) === 0);
  for (const key of order) {
    for (const dependent of dependents.get(key) ?? []) {
      const left = (waitingFor.get(dependent) ?? 0) - 1;
      waitingFor.set(dependent, left);
      if (left === 0) order.push(dependent);
    }
  }
  if (order.length === deps.size) return order;
  const cycle = findCycle(deps.keys(), (key) => deps.get(key) ?? []) ?? [];
  throw new DomainError("invalid", "asset_cycle", `Circular asset dependency: ${cycle.join(" → ")}`);
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
