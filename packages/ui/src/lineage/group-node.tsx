"use client";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { cn } from "../lib/cn";
import { StatusIcon } from "../status/status-badge";

export type GroupNodeData = {
  label: string;
  expanded: boolean;
  count: number;
  /** Statuses of the assets in the group with their counts, worst first. */
  statuses: readonly (readonly [string, number])[];
  onToggle: (group: string) => void;
};
export type GroupFlowNode = Node<GroupNodeData, "assetGroup">;

/** Renders a group as a box: expanded with its assets inside, or collapsed with a summary of their statuses. */
export const GroupNodeView = memo(function GroupNodeView({ data }: NodeProps<GroupFlowNode>) {
  const Chevron = data.expanded ? ChevronDown : ChevronRight;
  return (
    <div
      className={cn(
        "h-full w-full rounded-lg border",
        data.expanded ? "border-border-strong border-dashed bg-sunken/60" : "bg-raised shadow-card",
      )}
    >
      <Handle className="opacity-0" isConnectable={false} position={Position.Left} type="target" />
      <button
        aria-expanded={data.expanded}
        className="nodrag nopan flex min-h-6 w-full items-center gap-1.5 rounded-lg px-2.5 py-1.5 text-left text-xs hover:bg-hover"
        onClick={(event) => {
          event.stopPropagation();
          data.onToggle(data.label);
        }}
        type="button"
      >
        <Chevron aria-hidden className="size-3.5 text-subtle" />
        <span className="min-w-0 flex-1 truncate font-medium">{data.label}</span>
        <span className="text-subtle tabular">{data.count}</span>
      </button>
      {!data.expanded && (
        <p className="flex items-center gap-3 px-3 text-2xs text-muted">
          {data.statuses.slice(0, 3).map(([status, count]) => (
            <span className="flex items-center gap-1 tabular" key={status}>
              <StatusIcon className="size-3" status={status} />
              {count}
            </span>
          ))}
        </p>
      )}
      <Handle className="opacity-0" isConnectable={false} position={Position.Right} type="source" />
    </div>
  );
});
