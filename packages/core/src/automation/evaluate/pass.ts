import { nextTicks } from "../../cron/ticks";
import { selectAssets } from "../../selection/select";
import type { AssetNode } from "../graph/asset-node";
import type { AutomationGraph } from "../graph/automation-graph";
import type { AutomationMemory } from "../memory";
import { type AssetViewOptions, assetViews, NONE, readSubset } from "./asset-view";
import type { Pass } from "./scope";
import type { Subset } from "./timing";

/** Opens a pass. Its caller adds to `requested` after each evaluation. */
export function openPass(
  graph: AutomationGraph,
  memory: AutomationMemory,
  requested: ReadonlyMap<string, Subset>,
  options: AssetViewOptions,
): Pass {
  const view = assetViews(options);
  return {
    graph,
    asset: (key) => view(graph.assets.get(key) as AssetNode),
    requested: (asset) => requested.get(asset.node.key) ?? NONE,
    requestedBefore: (asset) => readSubset(asset, memory.assets.get(asset.node.key)?.requested),
    previousTick: memoize((cron, timeZone) => {
      const [tick] = nextTicks({ crons: cron, timeZone }, options.now, 1, { reverse: true });
      return tick as number;
    }),
    select: memoize((selection) => new Set(selectAssets(selection, graph.selectable))),
  };
}

export function memoize<A extends readonly string[], R>(compute: (...parts: A) => R): (...parts: A) => R {
  const known = new Map<string, R>();
  return (...parts) => {
    const id = parts.join(" ");
    let result = known.get(id);
    if (result === undefined) {
      result = compute(...parts);
      known.set(id, result);
    }
    return result;
  };
}
