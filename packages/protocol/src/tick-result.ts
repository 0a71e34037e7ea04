import { z } from "zod";

/** A run that a schedule or sensor asks for. */
export const RequestedRun = z.object({
  /** Distinct within a tick; a sensor launches each key once. */
  runKey: z.string().optional(),
  /** The job's input, for graph jobs. */
  input: z.unknown().optional(),
  /** Config per asset, for asset jobs. */
  config: z.record(z.string(), z.unknown()).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  partition: z.string().optional(),
});
export type RequestedRun = z.infer<typeof RequestedRun>;

/** Changes of named sets of dynamic partitions, by name. */
export const PartitionSetChanges = z.record(
  z.string(),
  z.object({ add: z.array(z.string()).optional(), delete: z.array(z.string()).optional() }),
);
export type PartitionSetChanges = z.infer<typeof PartitionSetChanges>;

/** What the evaluation of a schedule or sensor came to. */
export const TickResult = z.object({
  runs: z.array(RequestedRun),
  skip: z.string().optional(),
  /** A sensor's next cursor; absent = unchanged. */
  cursor: z.unknown().optional(),
  /** Changes of dynamic partition sets, by name. */
  partitions: PartitionSetChanges.optional(),
});
export type TickResult = z.infer<typeof TickResult>;
