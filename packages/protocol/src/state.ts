import { LIMITS } from "@millrace/core";
import type { StateValues as StateValuesRecord, StoredState as StoredStateRecord } from "@millrace/core/state";
import { z } from "zod";
import { JsonByName, PartitionKey } from "./fields";
import { stateBytes } from "./state-bytes";

/** What `ctx.state` keeps of one asset, or of one of its partitions: JSON by name. */
export const StateValues = JsonByName satisfies z.ZodType<StateValuesRecord>;
export type StateValues = StateValuesRecord;

/** State of one asset: as a whole, and by partition. Absent is empty. */
export const StoredState = z.object({
  asset: StateValues.optional(),
  partitions: z.record(PartitionKey, StateValues).optional(),
}) satisfies z.ZodType<StoredStateRecord>;
export type StoredState = StoredStateRecord;

/** What a step sets, committed with its success: names that it leaves out stay as they are. */
export const StateChanges = StoredState.refine((changes) => stateBytes(changes) <= LIMITS.stateChangesBytesMax, {
  error: `must be at most ${LIMITS.stateChangesBytesMax} bytes (stateChangesBytesMax)`,
});
