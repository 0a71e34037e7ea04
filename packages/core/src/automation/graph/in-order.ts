import { DomainError } from "../../errors";
import { findCycle } from "../../manifest/find-cycle";
import type { AssetNode } from "./asset-node";

/** Returns the assets with upstream before downstream. An asset's dependency on itself doesn't count. */
export function inOrder(nodes: ReadonlyMap<string, AssetNode>): AssetNode[] {
  const waitingFor = new Map<string, number>();
  for (const node of nodes.values()) waitingFor.set(node.key, upstreamOf(node).length);
  const order = [...nodes.values()].filter(({ key }) => waitingFor.get(key) === 0);
  for (const { key, downstream } of order) {
    for (const dependent of downstream) {
      if (dependent === key) continue;
      const left = (waitingFor.get(dependent) ?? 0) - 1;
      waitingFor.set(dependent, left);
      if (left === 0) order.push(nodes.get(dependent) as AssetNode);
    }
  }
  if (order.length === nodes.size) return order;
  const cycle = findCycle(nodes.keys(), (key) => upstreamOf(nodes.get(key) as AssetNode)) ?? [];
  throw new DomainError("invalid", "asset_cycle", `Circular asset dependency: ${cycle.join(" → ")}`);
}

const upstreamOf = ({ key, deps }: AssetNode): string[] =>
  deps.map(({ upstream }) => upstream).filter((upstream) => upstream !== key);
