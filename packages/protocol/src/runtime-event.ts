import { LIMITS } from "@millrace/core";
import { z } from "zod";
import { Count, JsonByName, Name, PartitionKey, StepAttempt, StepKey, Text, TimeMs } from "./fields";
import { Metadata } from "./metadata-entry";
import { StateChanges } from "./state";
import { PartitionSetChanges } from "./tick-result";
import { ValueRef } from "./value-ref";
import { WireError } from "./wire-error";

const At = { at: TimeMs };
const Step = { step: StepKey, stepAttempt: StepAttempt };
const { mapItemsMax } = LIMITS;

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
  z.object({ type: z.literal("stepRetrying"), ...At, ...Step, error: WireError, delayMs: Count }),
  z.object({ type: z.literal("stepSkipped"), ...At, step: StepKey, reason: Text }),
  z.object({ type: z.literal("stepCanceled"), ...At, ...Step }),
  z.object({
    type: z.literal("stepsAdded"),
    ...At,
    step: StepKey,
    count: z.int().min(0).max(mapItemsMax),
    keys: z.array(StepKey).max(mapItemsMax),
  }),
  z.object({
    type: z.literal("materialization"),
    ...At,
    ...Step,
    asset: Name,
    partition: PartitionKey.optional(),
    metadata: Metadata,
    value: ValueRef.optional(),
    codeVersion: Text.optional(),
    dataVersion: Name.optional(),
  }),
  z.object({
    type: z.literal("observation"),
    ...At,
    ...Step,
    asset: Name,
    partition: PartitionKey.optional(),
    metadata: Metadata,
  }),
  z.object({
    type: z.literal("checkResult"),
    ...At,
    ...Step,
    asset: Name,
    check: Name,
    partition: PartitionKey.optional(),
    passed: z.boolean(),
    severity: z.enum(["warn", "error"]),
    blocking: z.boolean(),
    message: Text.optional(),
    metadata: Metadata,
  }),
  z.object({
    type: z.literal("log"),
    ...At,
    step: StepKey.optional(),
    stepAttempt: StepAttempt.optional(),
    level: z.enum(["debug", "info", "warn", "error"]),
    message: Text,
    fields: JsonByName.optional(),
  }),
  z.object({ type: z.literal("engine"), ...At, step: StepKey.optional(), message: Text }),
]);
export type RuntimeEvent = z.infer<typeof RuntimeEvent>;
