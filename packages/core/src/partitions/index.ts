export { checkedPartitionKeys, checkPartitionKey, isPartitionKey } from "./checked-partition-keys";
export { checkPartitions, type PartitionSetOptions, partitionSet } from "./create-partition-set";
export { defaultMapping } from "./default-mapping";
export { dynamicSetsOf, type PartitionChanges } from "./dynamic-sets";
export { type Interval, intervalsOf, normalize as normalizeIntervals, numbersIn, sizeOf } from "./intervals";
export type { MappedAssets, MappingDirection } from "./mapped-assets";
export { mapIntervals, mapPartitions } from "./mapping";
export { orderByLongestDimension } from "./multi-set";
export { type Dimension, type PartitionSet, partitionKeys } from "./partition-set";
export type * from "./ports";
export {
  intervalsInRange,
  keysInRanges,
  type PartitionRange,
  rangesOf,
  rangesOfKeys,
} from "./ranges";
export { recordStatus, type StatusChange } from "./record-status";
export type * from "./records";
export type { TimeWindowsSpec } from "./spec";
export { type PartitionStatusSummary, partitionStatus } from "./status";
export { type MatrixAxes, type MatrixRow, statusMatrix } from "./status-matrix";
export { PARTITION_STATUSES, type PartitionStatus, type StatusRange, type StatusSegment } from "./statuses";
export { formatPartitions, parsePartitionIntervals, parsePartitions } from "./text";
export { type PartitionWindow, partitionWindow } from "./window-set";
