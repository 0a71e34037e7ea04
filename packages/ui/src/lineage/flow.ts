import type { Edge } from "@xyflow/react";
import type { AssetFlowNode } from "./asset-node";
import type { GroupFlowNode } from "./group-node";
import { relatives } from "./layout";
import { groupId, type LineageLayout, type LineageNode } from "./model";

export type LineageState = { status: string; note?: string };
export type FlowNode = AssetFlowNode | GroupFlowNode;

const RANK = ["FAILURE", "DEGRADED", "STALE", "WARN", "RUNNING", "STARTED", "NOT_MATERIALIZED"];
const rankOf = (status: string) => (RANK.includes(status) ? RANK.indexOf(status) : RANK.length);

/** Returns nodes and edges for the renderer. A pure function of layout, statuses, and selection. */
export function toFlow(input: {
  nodes: readonly LineageNode[];
  layout: LineageLayout;
  states: ReadonlyMap<string, LineageState>;
  selected: ReadonlySet<string>;
  onToggle: (group: string) => void;
}): { nodes: FlowNode[]; edges: Edge[] } {
  const { nodes, layout, states, selected } = input;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lit = selected.size > 0 ? relatives(nodes, selected) : undefined;
  const stateOf = (node: LineageNode) => states.get(node.id);

  const groups = layout.groups.map(
    (group): GroupFlowNode => ({
      id: group.id,
      type: "assetGroup",
      position: { x: group.x, y: group.y },
      width: group.width,
      height: group.height,
      selectable: false,
      focusable: false,
      zIndex: -1,
      style: { pointerEvents: "all" },
      data: {
        label: group.label,
        expanded: group.expanded,
        count: group.count,
        statuses: group.expanded
          ? []
          : countStatuses(
              nodes.filter((node) => groupId(node.group) === group.id).map((node) => stateOf(node)?.status),
            ),
        onToggle: input.onToggle,
      },
    }),
  );
  const assets = layout.nodes.map((placed): AssetFlowNode => {
    const node = byId.get(placed.id)!;
    const state = stateOf(node);
    return {
      id: placed.id,
      type: "asset",
      position: { x: placed.x, y: placed.y },
      width: placed.width,
      height: placed.height,
      selected: selected.has(placed.id),
      zIndex: 1,
      ariaLabel: [node.label, state?.status.toLowerCase(), `group ${node.group}`].filter(Boolean).join(", "),
      data: {
        label: node.label,
        status: state?.status,
        note: state?.note,
        kinds: node.kinds,
        external: node.external ?? false,
        dimmed: lit !== undefined && !lit.has(placed.id),
      },
    };
  });
  const edges = layout.edges.map((edge): Edge => {
    const on = lit?.has(edge.from) && lit.has(edge.to);
    return {
      id: edge.id,
      source: edge.from,
      target: edge.to,
      focusable: false,
      zIndex: on ? 1 : 0,
      ...(edge.count > 1 && edge.from.startsWith("group:") && edge.to.startsWith("group:")
        ? { label: String(edge.count) }
        : {}),
      style: {
        stroke: on ? "var(--accent)" : "var(--control)",
        strokeWidth: on ? 2 : 1.5,
        opacity: lit && !on ? 0.3 : 1,
      },
    };
  });
  return { nodes: [...groups, ...assets], edges };
}

/** Counts the known statuses. Those still loading are skipped. */
function countStatuses(statuses: readonly (string | undefined)[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const status of statuses) if (status !== undefined) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => rankOf(a) - rankOf(b));
}
