import { DomainError } from "@millrace/core";
import { type MatrixRow, statusMatrix } from "@millrace/core/partitions";
import { z } from "zod";
import type { Scope } from "../scope";
import { AssetRef } from "./asset-page";
import { openPartitions, type PartitionDeps } from "./open-partitions";

const ROWS_MAX = 100;
/** Runs of columns that one row carries; its counts are complete. */
const SEGMENTS_MAX = 1_000;
const Dimension = z.string().min(1).max(200);

export const PartitionMatrixInput = AssetRef.extend({
  rows: Dimension.describe("the dimension of the rows"),
  columns: Dimension.describe("the dimension of the columns"),
  fixed: z.record(Dimension, z.string().max(500)).default({}).describe("a key of every other dimension"),
  from: z.int().min(0).default(0).describe("index of the first row"),
  count: z.int().min(1).max(ROWS_MAX).default(50),
});

/** The columns that a row leaves out, beyond the last that it tells of. */
export type PartitionMatrixRow = MatrixRow & { readonly columnsLeft: number };

export type PartitionMatrix = {
  readonly rows: number;
  readonly columns: number;
  readonly data: readonly PartitionMatrixRow[];
};

/** Two dimensions of an asset's partitions: some rows, each as runs of columns with one status. */
export const getPartitionMatrix =
  (deps: PartitionDeps) =>
  async (
    scope: Scope,
    deployment: { readonly id: string; readonly name: string },
    { key, from, count, ...axes }: z.output<typeof PartitionMatrixInput>,
  ): Promise<PartitionMatrix> => {
    const { set, recorded } = await openPartitions(deps, scope, deployment, key);
    if (!set.dimensions)
      throw new DomainError(
        "invalid",
        "matrix_needs_two_dimensions",
        `"${key}" has one partition dimension; a matrix needs at least two.`,
      );
    const sizeOf = (name: string) => set.dimensions?.find((it) => it.name === name)?.set.size ?? 0;
    const data = statusMatrix(set, recorded, axes, { from, count });
    return { rows: sizeOf(axes.rows), columns: sizeOf(axes.columns), data: data.map(cut) };
  };

function cut(row: MatrixRow): PartitionMatrixRow {
  const segments = row.segments.slice(0, SEGMENTS_MAX);
  const end = segments.at(-1)?.last ?? -1;
  return { ...row, segments, columnsLeft: (row.segments.at(-1)?.last ?? -1) - end };
}
