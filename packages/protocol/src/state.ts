import { LIMITS } from "@millrace/core";
import { z } from "zod";
import { JsonByName, PartitionKey } from "./fields";
import { stateBytes } from "./state-bytes";

/** What `ctx.state` keeps of one asset, or of one of its partitions: JSON by name. */
export const StateValues = JsonByName;
export type StateValues = z.infer<typeof StateValues>;

/** State of one asset: as a whole, and by partition. Absent is empty. */
export const StoredState = z.object({
  asset: StateValues.optional(),
  partitions: z.record(PartitionKey, StateValues).optional(),
});
export type StoredState = z.infer<typeof StoredState>;

/** What a step sets, committed with its success: names that it leaves out stay as they are. */
export const StateChanges = StoredState.refine((changes) => stateBytes(changes) <= LIMITS.stateChangesBytesMax, {
  error: `must be at most ${LIMITS.stateChangesBytesMax} bytes (stateChangesBytesMax)`,
});
