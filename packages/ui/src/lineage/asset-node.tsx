"use client";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { cn } from "../lib/cn";
import { Badge } from "../status/badge";
import { statusLook } from "../status/status";
import { StatusText } from "../status/status-badge";

export type AssetNodeData = {
  label: string;
  /** Undefined while loading. */
  status: string | undefined;
  note?: string | undefined;
  kinds: readonly string[];
  external: boolean;
  dimmed: boolean;
};
export type AssetFlowNode = Node<AssetNodeData, "asset">;

const edgeTone: Record<string, string> = {
  success: "before:bg-success",
  danger: "before:bg-danger",
  warning: "before:bg-warning",
  info: "before:bg-info",
  neutral: "before:bg-border-strong",
};

/** Renders an asset: name, status as text and icon, kinds. */
export const AssetNodeView = memo(function AssetNodeView({ data, selected }: NodeProps<AssetFlowNode>) {
  return (
    <div
      className={cn(
        "relative flex h-full w-full flex-col justify-center gap-1 overflow-hidden rounded-md border bg-surface pr-2.5 pl-3.5 text-fg shadow-card transition-opacity before:absolute before:inset-y-0 before:left-0 before:w-1",
        edgeTone[data.status ? statusLook(data.status).tone : "neutral"],
        data.external && "border-dashed",
        data.dimmed && "opacity-35",
        selected && "border-accent bg-selected ring-1 ring-accent",
      )}
    >
      <Handle className="opacity-0" isConnectable={false} position={Position.Left} type="target" />
      <div className="flex items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate font-medium font-mono text-xs" title={data.label}>
          {data.label}
        </span>
        {data.kinds.slice(0, 1).map((kind) => (
          <Badge key={kind}>{kind}</Badge>
        ))}
      </div>
      <div className="flex items-center gap-1 text-2xs text-muted">
        <StatusText
          className="gap-1 [&_svg]:size-3"
          label={data.external ? "External" : undefined}
          status={data.status}
        />
        {data.note && <span className="truncate text-subtle">· {data.note}</span>}
      </div>
      <Handle className="opacity-0" isConnectable={false} position={Position.Right} type="source" />
    </div>
  );
});
