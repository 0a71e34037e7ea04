import { z } from "zod";
import { Metadata } from "./metadata-entry";
import { StateChanges } from "./state";
import { PartitionSetChanges } from "./tick-result";
import { ValueRef } from "./value-ref";
import { WireError } from "./wire-error";

const At = { at: z.int().describe("milliseconds since 1970, by the sandbox's clock") };
const Step = { step: z.string(), stepAttempt: z.int().min(1) };

/** What happened in a run, in the order in which it happened. */
export const RuntimeEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("stepStarted"), ...At, ...Step }),
  z.object({
    type: z.literal("stepSucceeded"),
    ...At,
    ...Step,
    output: ValueRef.optional(),
    /** Only assets' steps have some. */
    state: StateChanges.optional(),
    dynamicPartitions: PartitionSetChanges.optional(),
  }),
  z.object({
    type: z.literal("stepFailed"),
    ...At,
    ...Step,
    error: WireError,
    reason: z.enum(["STEP_FAILURE", "STEP_TIMEOUT"]),
  }),
  z.object({ type: z.literal("stepRetrying"), ...At, ...Step, error: WireError, delayMs: z.int() }),
  z.object({ type: z.literal("stepSkipped"), ...At, step: z.string(), reason: z.string() }),
  z.object({ type: z.literal("stepCanceled"), ...At, ...Step }),
  z.object({ type: z.literal("stepsAdded"), ...At, step: z.string(), count: z.int(), keys: z.array(z.string()) }),
  z.object({
    type: z.literal("materialization"),
    ...At,
    ...Step,
    asset: z.string(),
    partition: z.string().optional(),
    metadata: Metadata,
    value: ValueRef.optional(),
    codeVersion: z.string().optional(),
    dataVersion: z.string().optional(),
  }),
  z.object({
    type: z.literal("observation"),
    ...At,
    ...Step,
    asset: z.string(),
    partition: z.string().optional(),
    metadata: Metadata,
  }),
  z.object({
    type: z.literal("checkResult"),
    ...At,
    ...Step,
    asset: z.string(),
    check: z.string(),
    partition: z.string().optional(),
    passed: z.boolean(),
    severity: z.enum(["warn", "error"]),
    blocking: z.boolean(),
    message: z.string().optional(),
    metadata: Metadata,
  }),
  z.object({
    type: z.literal("log"),
    ...At,
    step: z.string().optional(),
    stepAttempt: z.int().optional(),
    level: z.enum(["debug", "info", "warn", "error"]),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ type: z.literal("engine"), ...At, step: z.string().optional(), message: z.string() }),
]);
export type RuntimeEvent = z.infer<typeof RuntimeEvent>;
