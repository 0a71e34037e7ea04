import { LIMITS } from "@millrace/core";
import { z } from "zod";
import { Json, JsonByName, Name, PartitionKey, Text } from "./fields";
import { WIRE_LIMITS } from "./limits";

/** A run that a schedule or sensor asks for. */
export const RequestedRun = z.object({
  /** Distinct within a tick; a sensor launches each key once. */
  runKey: Text.optional(),
  /** The job's input, for graph jobs. */
  input: Json.optional(),
  /** Config per asset, for asset jobs. */
  config: JsonByName.optional(),
  tags: z.record(Name, Text).default({}),
  partition: PartitionKey.optional(),
});
export type RequestedRun = z.infer<typeof RequestedRun>;

/** Changes of named sets of dynamic partitions, by name. */
export const PartitionSetChanges = z
  .record(Name, z.object({ add: z.array(PartitionKey).optional(), delete: z.array(PartitionKey).optional() }))
  .refine((sets) => keysOf(sets) <= LIMITS.dynamicPartitionChangesMax, {
    error: `changes more than ${LIMITS.dynamicPartitionChangesMax} keys (dynamicPartitionChangesMax)`,
  });
export type PartitionSetChanges = z.infer<typeof PartitionSetChanges>;

function keysOf(sets: Readonly<Record<string, { add?: readonly string[]; delete?: readonly string[] }>>): number {
  return Object.values(sets).reduce((sum, set) => sum + (set.add?.length ?? 0) + (set.delete?.length ?? 0), 0);
}

/** What the evaluation of a schedule or sensor came to. */
export const TickResult = z.object({
  runs: z.array(RequestedRun).max(WIRE_LIMITS.runRequestsMax),
  skip: Text.optional(),
  /** A sensor's next cursor; absent = unchanged. */
  cursor: Json.optional(),
  /** Changes of dynamic partition sets, by name. */
  partitions: PartitionSetChanges.optional(),
});
export type TickResult = z.infer<typeof TickResult>;
