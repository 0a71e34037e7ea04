import { layout as dagreLayout, Graph } from "@dagrejs/dagre";
import {
  type Box,
  COLLAPSED_SIZE,
  GROUP_PADDING,
  groupId,
  type LineageLayout,
  type LineageNode,
  NODE_SIZE,
  type PlacedEdge,
  type PlacedGroup,
  type PlacedNode,
} from "./model";

type Inner = { boxes: Map<string, Box>; width: number; height: number };

/**
 * Lays out assets in two levels: each expanded group separately, then the groups as boxes of the resulting sizes.
 * Expanding a group changes one small graph and the graph of groups; no compound layout is needed.
 */
export function layoutLineage(nodes: readonly LineageNode[], expanded: ReadonlySet<string>): LineageLayout {
  const groupOf = new Map(nodes.map((node) => [node.id, node.group]));
  const members = byGroup(nodes);
  const inner = new Map<string, Inner>();
  for (const [group, list] of members) if (expanded.has(group)) inner.set(group, layoutGroup(list));

  const outer = placeGroups(nodes, groupOf, members, inner);
  const placedNodes: PlacedNode[] = [];
  const groups: PlacedGroup[] = [];
  for (const [group, list] of members) {
    const box = outer.boxes.get(group)!;
    groups.push({ id: groupId(group), label: group, expanded: inner.has(group), count: list.length, ...box });
    for (const [id, at] of inner.get(group)?.boxes ?? []) {
      placedNodes.push({ id, ...at, x: box.x + GROUP_PADDING.x + at.x, y: box.y + GROUP_PADDING.top + at.y });
    }
  }
  return {
    nodes: placedNodes,
    groups,
    edges: visibleEdges(nodes, groupOf, expanded),
    width: outer.width,
    height: outer.height,
  };
}

function byGroup(nodes: readonly LineageNode[]): Map<string, LineageNode[]> {
  const groups = new Map<string, LineageNode[]>();
  for (const node of nodes) {
    const list = groups.get(node.group);
    if (list) list.push(node);
    else groups.set(node.group, [node]);
  }
  return groups;
}

function layoutGroup(list: readonly LineageNode[]): Inner {
  const ids = new Set(list.map((node) => node.id));
  const sizes = new Map(list.map((node) => [node.id, NODE_SIZE] as const));
  const edges = list.flatMap((node) => node.deps.filter((dep) => ids.has(dep)).map((dep) => [dep, node.id] as const));
  return layered(sizes, edges, { nodesep: 14, ranksep: 56 });
}

function placeGroups(
  nodes: readonly LineageNode[],
  groupOf: ReadonlyMap<string, string>,
  members: ReadonlyMap<string, readonly LineageNode[]>,
  inner: ReadonlyMap<string, Inner>,
): Inner {
  const sizes = new Map<string, { width: number; height: number }>();
  for (const group of members.keys()) {
    const open = inner.get(group);
    sizes.set(
      group,
      open
        ? { width: open.width + 2 * GROUP_PADDING.x, height: open.height + GROUP_PADDING.top + GROUP_PADDING.bottom }
        : COLLAPSED_SIZE,
    );
  }
  const edges = new Map<string, readonly [string, string]>();
  for (const node of nodes) {
    for (const dep of node.deps) {
      const from = groupOf.get(dep);
      if (from !== undefined && from !== node.group) edges.set(`${from}\u0000${node.group}`, [from, node.group]);
    }
  }
  return layered(sizes, [...edges.values()], { nodesep: 28, ranksep: 76 });
}

function layered(
  sizes: ReadonlyMap<string, { width: number; height: number }>,
  edges: readonly (readonly [string, string])[],
  gaps: { nodesep: number; ranksep: number },
): Inner {
  const graph = new Graph({ multigraph: false, compound: false });
  graph.setGraph({ rankdir: "LR", ranker: "tight-tree", ...gaps });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, size] of sizes) graph.setNode(id, { ...size });
  for (const [from, to] of edges) graph.setEdge(from, to);
  dagreLayout(graph);
  const boxes = new Map<string, Box>();
  let width = 0;
  let height = 0;
  for (const id of sizes.keys()) {
    const node = graph.node(id) as { x: number; y: number; width: number; height: number };
    const box = { x: node.x - node.width / 2, y: node.y - node.height / 2, width: node.width, height: node.height };
    boxes.set(id, box);
    width = Math.max(width, box.x + box.width);
    height = Math.max(height, box.y + box.height);
  }
  return { boxes, width, height };
}

function visibleEdges(
  nodes: readonly LineageNode[],
  groupOf: ReadonlyMap<string, string>,
  expanded: ReadonlySet<string>,
): PlacedEdge[] {
  const edges = new Map<string, PlacedEdge>();
  const endOf = (id: string, group: string) => (expanded.has(group) ? id : groupId(group));
  for (const node of nodes) {
    for (const dep of node.deps) {
      const group = groupOf.get(dep);
      if (group === undefined) continue;
      const from = endOf(dep, group);
      const to = endOf(node.id, node.group);
      if (from === to) continue;
      const id = `${from}→${to}`;
      const known = edges.get(id);
      if (known) known.count++;
      else edges.set(id, { id, from, to, count: 1 });
    }
  }
  return [...edges.values()];
}

/** Returns everything upstream and downstream of the selected assets, including themselves. */
export function relatives(nodes: readonly LineageNode[], chosen: ReadonlySet<string>): Set<string> {
  const upstream = new Map(nodes.map((node) => [node.id, node.deps] as const));
  const downstream = new Map<string, string[]>();
  for (const node of nodes) for (const dep of node.deps) downstream.set(dep, [...(downstream.get(dep) ?? []), node.id]);
  const found = new Set(chosen);
  for (const next of [upstream, downstream] as ReadonlyMap<string, readonly string[]>[]) {
    const seen = new Set(chosen);
    const queue = [...chosen];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const other of next.get(id) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        found.add(other);
        queue.push(other);
      }
    }
  }
  return found;
}
