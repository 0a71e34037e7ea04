/**
 * Limits of what a sandbox can say to the worker and the broker. They bound what the platform has to walk, keep and store for
 * one message; what an author can run into has a specific message in the runtime.
 */
export const WIRE_LIMITS = {
  /** Nested objects and lists of the JSON in one field: metadata, state, a cursor, config, a manifest. */
  jsonDepthMax: 64,
  /** Characters of the name of an asset, check, op, pool, IO manager or piece of metadata. */
  nameCharsMax: 255,
  /** Characters of a step's key: two names, and what joins them. */
  stepKeyCharsMax: 520,
  /** Characters of a partition key, all of its dimensions together. */
  partitionKeyCharsMax: 1_100,
  /** Characters of a message, a stack, a reason. */
  textCharsMax: 65_536,
  /** Runs that one evaluation of a schedule or sensor can request. */
  runRequestsMax: 1_000,
  intMax: 2 ** 31 - 1,
  /** The end of the year 9999, in milliseconds since 1970. */
  timeMsMax: 253_402_300_799_999,
} as const;
