export type LineageNode = {
  id: string;
  group: string;
  label: string;
  kinds: readonly string[];
  external?: boolean;
  /** Upstream assets. */
  deps: readonly string[];
};

export type Box = { x: number; y: number; width: number; height: number };
export type PlacedNode = Box & { id: string };
export type PlacedGroup = Box & { id: string; label: string; expanded: boolean; count: number };
/** An edge between visible nodes. `count` parallel edges are drawn as one. */
export type PlacedEdge = { id: string; from: string; to: string; count: number };
export type LineageLayout = {
  nodes: PlacedNode[];
  groups: PlacedGroup[];
  edges: PlacedEdge[];
  width: number;
  height: number;
};

export const NODE_SIZE = { width: 212, height: 58 } as const;
export const COLLAPSED_SIZE = { width: 212, height: 62 } as const;
export const GROUP_PADDING = { x: 14, top: 38, bottom: 14 } as const;
export const groupId = (group: string): string => `group:${group}`;
