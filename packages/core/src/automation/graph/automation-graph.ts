import { type AssetGraph, assetGraph } from "../../selection/asset-graph";
import { upstreamFirst } from "../../upstream-first";
import type { Condition } from "../condition/condition";
import { expandCondition } from "../condition/expand";
import type { AssetNode, AutomationAsset, Dependency } from "./asset-node";
import { type Reads, readsOf } from "./reads";

export type AutomatedAsset = { readonly key: string; readonly condition: Condition; readonly reads: Reads };

/** The definitions of a deployment, ready for evaluation. */
export type AutomationGraph = {
  readonly assets: ReadonlyMap<string, AssetNode>;
  /** Assets with a condition, upstream before downstream. */
  readonly order: readonly AutomatedAsset[];
  /** The assets whose condition may depend on the state of an asset. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  readonly selectable: AssetGraph;
};

/**
 * Builds the graph of a set of active versions. Dependencies on unknown assets are left out.
 *
 * @throws DomainError `asset_cycle` if assets depend on each other in a circle. An asset can depend on itself.
 */
export function automationGraph(assets: readonly AutomationAsset[]): AutomationGraph {
  const downstream = new Map<string, string[]>(assets.map(({ key }) => [key, []]));
  const nodes = new Map<string, AssetNode>();
  for (const asset of assets) {
    const deps = dependenciesOf(asset, downstream);
    for (const { upstream } of deps) downstream.get(upstream)?.push(asset.key);
    const condition = asset.condition && expandCondition(asset.condition);
    nodes.set(asset.key, { ...asset, condition, deps, downstream: downstream.get(asset.key) ?? [] });
  }
  const order = inOrder(nodes).flatMap((node) =>
    node.condition ? [{ key: node.key, condition: node.condition, reads: readsOf(node, nodes) }] : [],
  );
  const selectable = assetGraph(assets.map((asset) => ({ ...asset, deps: asset.deps.map((dep) => dep.asset) })));
  return { assets: nodes, order, readers: readersOf(order), selectable };
}

function dependenciesOf({ key, deps }: AutomationAsset, known: { has(key: string): boolean }): Dependency[] {
  const byKey = new Map<string, Dependency>();
  for (const { asset, mapping } of deps)
    if (known.has(asset) && !byKey.has(asset)) byKey.set(asset, { upstream: asset, downstream: key, mapping });
  return [...byKey.values()].sort((a, b) => (a.upstream < b.upstream ? -1 : 1));
}

function readersOf(order: readonly AutomatedAsset[]): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { key, reads } of order) {
    for (const asset of reads.assets) {
      const found = readers.get(asset);
      if (found) found.push(key);
      else readers.set(asset, [key]);
    }
  }
  return readers;
}

/** An asset's dependency on itself doesn't count. */
function inOrder(nodes: ReadonlyMap<string, AssetNode>): AssetNode[] {
  const upstream = Array.from(nodes.values(), ({ key, deps }) => {
    const others = deps.map((dep) => dep.upstream).filter((dep) => dep !== key);
    return [key, others] as const;
  });
  return upstreamFirst(new Map(upstream)).map((key) => nodes.get(key) as AssetNode);
}
