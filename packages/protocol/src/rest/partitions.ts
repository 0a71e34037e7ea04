import { PARTITION_STATUSES } from "@millrace/core/partitions";
import { z } from "zod";
import { PageOf, Timestamp } from "./common";

/** A named set of dynamic partitions, and what it partitions. */
export const DynamicSet = z.object({
  name: z.string(),
  size: z.int(),
  lastAddedAt: Timestamp.nullable(),
  usedBy: z.array(z.object({ kind: z.enum(["asset", "job"]), key: z.string() })).readonly(),
});
export type DynamicSet = z.infer<typeof DynamicSet>;
export const DynamicSetList = z.object({ data: z.array(DynamicSet).readonly() });

/** A key of a named set; `addedBy` is a name, or the run that added it. */
export const DynamicKey = z.object({ key: z.string(), addedAt: Timestamp, addedBy: z.string() });
export const DynamicKeyPage = PageOf(DynamicKey);

export const ChangeSetBody = z.object({
  add: z.array(z.string()).optional(),
  delete: z.array(z.string()).optional(),
});
export type ChangeSetBody = z.infer<typeof ChangeSetBody>;

/** What a change came to; keys that were there already, or were not, count for nothing. */
export const ChangedSet = z.object({ set: z.string(), added: z.int(), deleted: z.int(), size: z.int() });
export type ChangedSet = z.infer<typeof ChangedSet>;

const Status = z.enum(PARTITION_STATUSES);

/** The status of an asset's partitions: counts, and neighbors of one status as ranges. Keys are never listed. */
export const AssetPartitionStatus = z.object({
  asset: z.string(),
  size: z.int(),
  first: z.string().nullable(),
  latest: z.string().nullable(),
  counts: z.record(Status, z.int()),
  /** Of several dimensions, along the longest of them. */
  ranges: z.array(z.object({ status: Status, from: z.string(), to: z.string(), count: z.int() })).readonly(),
  /** Ranges that were left out; `counts` has their partitions. */
  rangesLeft: z.int(),
});
export type AssetPartitionStatus = z.infer<typeof AssetPartitionStatus>;
