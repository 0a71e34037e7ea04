import { findCycle } from "../find-cycle";
import type { Manifest } from "../manifest";
import { type ManifestProblem, problem } from "../problem";

/** The first circle of assets. An asset that reads its own earlier partitions is none. */
export function cycles(manifest: Manifest): ManifestProblem[] {
  const assets = new Map(manifest.assets.map((asset) => [asset.key, asset]));
  const depsOf = (key: string) =>
    assets
      .get(key)
      ?.deps.map((dep) => dep.asset)
      .filter((dep) => dep !== key) ?? [];
  const cycle = findCycle(assets.keys(), depsOf);
  if (!cycle) return [];
  const message = `Circular asset dependency: ${cycle.join(" → ")}`;
  return [problem("error", "asset_cycle", message, assets.get(cycle[0]!))];
}
