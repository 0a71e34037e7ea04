export const PARTITION_STATUSES = ["missing", "materialized", "failed", "inProgress"] as const;
export type PartitionStatus = (typeof PARTITION_STATUSES)[number];

export const noCounts = (): Record<PartitionStatus, number> => ({
  missing: 0,
  materialized: 0,
  failed: 0,
  inProgress: 0,
});
