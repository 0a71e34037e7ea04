import { sizeOf } from "../../partitions/intervals";
import type { PartitionRange } from "../../partitions/ranges";
import { rangesOf } from "../../partitions/ranges";
import { describeNode } from "../condition/describe";
import type { AssetView } from "./asset-view";
import type { Evaluated } from "./scope";
import type { Subset } from "./timing";

/** An evaluated condition as it is kept and shown. Plain JSON. */
export type StoredEvaluation = {
  /** The operand or operator in words, and its label if it has one. */
  readonly op: Evaluated["condition"]["op"];
  readonly text: string;
  readonly label?: string | undefined;
  /** The asset that it is evaluated on, and its check. */
  readonly asset: string;
  readonly check?: string | undefined;
  /** How many partitions were looked at; 0 if none was left. An unpartitioned asset counts as 1. */
  readonly candidates: number;
  readonly holds: number;
  /** Where it holds, up to 20 ranges. Absent of an unpartitioned asset. */
  readonly ranges?: readonly PartitionRange[] | undefined;
  readonly children: readonly StoredEvaluation[];
};

const RANGES_MAX = 20;

/** Returns an evaluated condition in its stored form. */
export function storeEvaluation({ condition, asset, check, candidates, holds, children }: Evaluated): StoredEvaluation {
  return {
    op: condition.op,
    text: describeNode(condition),
    label: condition.label,
    asset: asset.node.key,
    check,
    candidates: sizeOf(candidates),
    holds: sizeOf(holds),
    ranges: firstRanges(asset, holds),
    children: children.map(storeEvaluation),
  };
}

function firstRanges({ partitions }: AssetView, subset: Subset): PartitionRange[] | undefined {
  return partitions && rangesOf(partitions, subset.slice(0, RANGES_MAX)).slice(0, RANGES_MAX);
}
