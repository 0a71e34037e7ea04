import type { PartitionsSpec } from "@millrace/core/manifest";
import { dynamicSetsOf, type PartitionStatus, partitionStatus, type StatusSegment } from "@millrace/core/partitions";
import type { z } from "zod";
import type { Scope } from "../scope";
import type { AssetRef } from "./asset-page";
import { openPartitions, type PartitionDeps } from "./open-partitions";

/** Segments that one answer carries; a set that alternates more often is cut off, its counts are not. */
const SEGMENTS_MAX = 2_000;

export type AssetPartitions = {
  readonly spec: PartitionsSpec;
  /** The moment that decides which partitions exist, in epoch milliseconds. */
  readonly now: number;
  readonly size: number;
  readonly first: string | null;
  readonly latest: string | null;
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  /** Neighbors of one status; of several dimensions, along the longest of them. */
  readonly segments: readonly StatusSegment[];
  /** Segments that were left out, and how many partitions they are. */
  readonly left: { readonly segments: number; readonly partitions: number };
  /** Of several dimensions: in the order of the key's parts. */
  readonly dimensions: readonly { readonly name: string; readonly size: number }[];
  /** The named sets that its keys come from. */
  readonly dynamicSets: readonly string[];
};

/** The status of an asset's partitions as counts and segments. Its keys are never listed, however many there are. */
export const getAssetPartitions =
  (deps: PartitionDeps) =>
  async (
    scope: Scope,
    deployment: { readonly id: string; readonly name: string },
    { key }: z.output<typeof AssetRef>,
  ): Promise<AssetPartitions> => {
    const { spec, now, set, recorded } = await openPartitions(deps, scope, deployment, key);
    const { counts, segments, left } = partitionStatus(set, recorded, SEGMENTS_MAX);
    return {
      spec,
      now,
      size: set.size,
      first: set.size === 0 ? null : set.keyAt(0),
      latest: set.size === 0 ? null : set.keyAt(set.size - 1),
      counts,
      segments,
      left,
      dimensions: (set.dimensions ?? []).map(({ name, set: own }) => ({ name, size: own.size })),
      dynamicSets: dynamicSetsOf(spec),
    };
  };
