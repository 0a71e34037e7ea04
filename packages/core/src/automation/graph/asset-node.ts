import type { PartitionMapping, PartitionsSpec } from "../../partitions/spec";
import type { SelectableAsset } from "../../selection/asset-graph";
import type { Condition, ConditionSpec } from "../condition/condition";

/** The part of an asset's definition that automation depends on. */
export type AutomationAsset = Omit<SelectableAsset, "deps"> & {
  readonly deps: readonly { readonly asset: string; readonly mapping?: PartitionMapping | undefined }[];
  readonly partitions?: PartitionsSpec | undefined;
  readonly condition?: ConditionSpec | undefined;
  readonly codeVersion?: string | undefined;
  readonly checks?: readonly { readonly name: string; readonly blocking: boolean }[];
  /** Materialized by something else: never in a run with another asset. */
  readonly external?: boolean;
};

export type Dependency = {
  readonly upstream: string;
  readonly downstream: string;
  readonly mapping: PartitionMapping | undefined;
};

export type AssetNode = Omit<AutomationAsset, "condition" | "deps"> & {
  readonly condition: Condition | undefined;
  /** Sorted by key, each upstream asset once. */
  readonly deps: readonly Dependency[];
  /** Asset keys that depend on it. */
  readonly downstream: readonly string[];
};
