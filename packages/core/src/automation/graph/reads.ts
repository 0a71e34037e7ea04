import { childrenOf } from "../condition/children";
import type { Condition } from "../condition/condition";
import { conditionIdentity } from "../condition/identity";
import type { AssetNode } from "./asset-node";

export type CronAt = { readonly cron: string; readonly timeZone: string };

/** A condition can depend on the state of these assets, its own included, and on these crons. */
export type Reads = { readonly assets: readonly string[]; readonly crons: readonly CronAt[] };

export function readsOf(root: AssetNode, nodes: ReadonlyMap<string, AssetNode>): Reads {
  const visited = new Set<string>();
  const assets = new Set<string>();
  const crons = new Map<string, CronAt>();

  const visit = (condition: Condition, node: AssetNode): void => {
    const place = `${conditionIdentity(condition)} ${node.key}`;
    if (visited.has(place)) return;
    visited.add(place);
    assets.add(node.key);
    if (condition.op === "cronTickPassed") {
      const { cron, timeZone = "UTC" } = condition;
      crons.set(`${cron} ${timeZone}`, { cron, timeZone });
    }
    for (const target of targetsOf(condition, node, nodes))
      for (const child of childrenOf(condition)) visit(child, target);
    if (condition.op === "anyDownstreamConditions")
      for (const downstream of downstreamOf(node, nodes)) if (downstream.condition) visit(downstream.condition, node);
  };

  if (root.condition) visit(root.condition, root);
  return { assets: [...assets], crons: [...crons.values()] };
}

/** Returns the assets on which a condition's parts are evaluated. */
function targetsOf(condition: Condition, node: AssetNode, nodes: ReadonlyMap<string, AssetNode>): AssetNode[] {
  switch (condition.op) {
    case "anyDeps":
    case "allDeps":
      return node.deps.map(({ upstream }) => nodes.get(upstream) as AssetNode);
    case "assetMatches": {
      const target = nodes.get(condition.asset);
      return target ? [target] : [];
    }
    default:
      return [node];
  }
}

/** Returns every asset downstream of one, however far, without itself, sorted by key. */
export function downstreamOf(node: AssetNode, nodes: ReadonlyMap<string, AssetNode>): AssetNode[] {
  const found = new Set<string>();
  const queue = [...node.downstream];
  for (const key of queue) {
    if (found.has(key) || key === node.key) continue;
    found.add(key);
    queue.push(...(nodes.get(key)?.downstream ?? []));
  }
  return [...found].sort().map((key) => nodes.get(key) as AssetNode);
}
