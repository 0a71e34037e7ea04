import type { PartitionRange } from "./ranges";

export const PARTITION_STATUSES = ["missing", "materialized", "failed", "inProgress"] as const;
export type PartitionStatus = (typeof PARTITION_STATUSES)[number];

/** Partitions that are known to have a status. Where ranges overlap, the later of `PARTITION_STATUSES` shows. */
export type StatusRange = PartitionRange & { readonly status: Exclude<PartitionStatus, "missing"> };

/** A run of neighbors with one status: with several dimensions, along the longest of them. */
export type StatusSegment = PartitionRange & { readonly status: PartitionStatus; readonly count: number };

export const noCounts = (): Record<PartitionStatus, number> => ({
  missing: 0,
  materialized: 0,
  failed: 0,
  inProgress: 0,
});
