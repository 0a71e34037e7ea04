import { LIMITS } from "@millrace/core";
import { z } from "zod";

/** What `ctx.state` keeps of one asset, or of one of its partitions: JSON by name. */
export const StateValues = z.record(z.string(), z.unknown());
export type StateValues = z.infer<typeof StateValues>;

/** State of one asset: as a whole, and by partition. Absent is empty. */
export const StoredState = z.object({
  asset: StateValues.optional(),
  partitions: z.record(z.string(), StateValues).optional(),
});
export type StoredState = z.infer<typeof StoredState>;

/** Bytes of a value as JSON in UTF-8: what the limits of state count. */
export const stateBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** What a step sets, committed with its success: names that it leaves out stay as they are. */
export const StateChanges = StoredState.refine((changes) => stateBytes(changes) <= LIMITS.stateChangesBytesMax, {
  error: `may have ${LIMITS.stateChangesBytesMax} bytes (stateChangesBytesMax)`,
});
