import { selectedAssets } from "@millrace/core/plan";
import { type AnyJob, type Definitions, toManifest } from "@millrace/sdk";

/**
 * Returns the keys of the assets that a job materializes. None for a selection of assets that a test doesn't name: a
 * code location always has its assets.
 */
export function assetsOfJob(definitions: Definitions, { graph, select }: AnyJob): readonly string[] {
  if (graph) return [];
  if (typeof select === "object") return select.map((asset) => asset.key);
  const hasAssets = [...definitions.assets.values()].some((asset) => asset.run);
  return hasAssets ? selectedAssets(toManifest(definitions), select ?? "*") : [];
}
