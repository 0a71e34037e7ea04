"use client";
import { Background, BackgroundVariant, Controls, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { cn } from "../lib/cn";
import { AssetNodeView } from "./asset-node";
import { type LineageState, toFlow } from "./flow";
import { GroupNodeView } from "./group-node";
import { layoutLineage } from "./layout";
import type { LineageNode } from "./model";

const nodeTypes = { asset: AssetNodeView, assetGroup: GroupNodeView };

export type LineageGraphProps = {
  nodes: readonly LineageNode[];
  states: ReadonlyMap<string, LineageState>;
  expanded: ReadonlySet<string>;
  onExpandedChange: (expanded: ReadonlySet<string>) => void;
  selected: ReadonlySet<string>;
  onSelectedChange: (selected: ReadonlySet<string>) => void;
  onOpen?: (id: string) => void;
  className?: string;
};

/**
 * Renders assets and their dependencies, in groups that expand and collapse. Click selects, shift or ⌘ adds,
 * double-click opens.
 */
export function LineageGraph(props: LineageGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

function Graph({
  nodes,
  states,
  expanded,
  onExpandedChange,
  selected,
  onSelectedChange,
  onOpen,
  className,
}: LineageGraphProps) {
  const layout = useMemo(() => layoutLineage(nodes, expanded), [nodes, expanded]);
  const latest = useRef({ expanded, onExpandedChange });
  latest.current = { expanded, onExpandedChange };
  const onToggle = useCallback((group: string) => {
    const next = new Set(latest.current.expanded);
    if (!next.delete(group)) next.add(group);
    latest.current.onExpandedChange(next);
  }, []);
  const flow = useMemo(
    () => toFlow({ nodes, layout, states, selected, onToggle }),
    [nodes, layout, states, selected, onToggle],
  );
  const { fitView } = useReactFlow();
  const shape = useRef("");
  useEffect(() => {
    const next = nodes.map((node) => node.id).join("\n");
    if (shape.current === next) return;
    shape.current = next;
    requestAnimationFrame(() => fitView({ padding: 0.12, maxZoom: 1 }));
  }, [nodes, fitView]);

  return (
    <div className={cn("h-full w-full", className)}>
      <ReactFlow
        ariaLabelConfig={{
          "node.a11yDescription.default": "Press Enter to select, or Shift+Enter to add to the selection.",
        }}
        deleteKeyCode={null}
        edges={flow.edges}
        edgesFocusable={false}
        elementsSelectable
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        maxZoom={1.6}
        minZoom={0.05}
        nodes={flow.nodes}
        nodesConnectable={false}
        nodesDraggable={false}
        nodeTypes={nodeTypes}
        onKeyDown={(event) => {
          const id = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node-asset")?.dataset.id;
          if (!id || (event.key !== "Enter" && event.key !== " ")) return;
          event.preventDefault();
          onSelectedChange(toggleSelection(selected, id, event.shiftKey || event.metaKey || event.ctrlKey));
        }}
        onlyRenderVisibleElements={nodes.length > 150}
        onNodeClick={(event, node) => {
          if (node.type !== "asset") return;
          onSelectedChange(toggleSelection(selected, node.id, event.shiftKey || event.metaKey || event.ctrlKey));
        }}
        onNodeDoubleClick={(_, node) => node.type === "asset" && onOpen?.(node.id)}
        onPaneClick={() => onSelectedChange(new Set())}
        panOnScroll
        proOptions={{ hideAttribution: true }}
        selectNodesOnDrag={false}
        zoomOnDoubleClick={false}
      >
        <Background color="var(--border-strong)" gap={22} size={1.25} variant={BackgroundVariant.Dots} />
        <Controls aria-label="Zoom" className="lineage-controls" position="bottom-left" showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

/** Returns the new selection: one asset, or the previous selection with this asset added or removed. */
function toggleSelection(selected: ReadonlySet<string>, id: string, add: boolean): ReadonlySet<string> {
  if (!add) return new Set([id]);
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
