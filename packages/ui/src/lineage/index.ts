export type { LineageState } from "./flow";
export { LineageGraph, type LineageGraphProps } from "./lineage-graph";
export { LineageList } from "./lineage-list";
export type { LineageNode } from "./model";
