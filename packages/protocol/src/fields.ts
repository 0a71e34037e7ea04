import { isDeeperThan } from "@millrace/core";
import { z } from "zod";
import { WIRE_LIMITS } from "./limits";

const { intMax, jsonDepthMax, nameCharsMax, partitionKeyCharsMax, stepKeyCharsMax, textCharsMax, timeMsMax } =
  WIRE_LIMITS;

/** The name of a definition, a pool, a codec. */
export const Name = z.string().max(nameCharsMax);
/** The key of a step of a run's plan, or of an item of a map. */
export const StepKey = z.string().max(stepKeyCharsMax);
export const PartitionKey = z.string().max(partitionKeyCharsMax);
/** Text for people. */
export const Text = z.string().max(textCharsMax);

/** A count, a line number, milliseconds to wait. */
export const Count = z.int().min(0).max(intMax);
/** The nth attempt of a step, from 1. */
export const StepAttempt = z.int().min(1).max(intMax);
/** Milliseconds since 1970, by the sandbox's clock. */
export const TimeMs = z.int().min(0).max(timeMsMax);

const isShallow = (value: unknown): boolean => !isDeeperThan(value, jsonDepthMax);
const tooDeep = { error: `nests deeper than ${jsonDepthMax} levels (jsonDepthMax)`, abort: true };

/** Any JSON that other code can walk by recursion. */
export const Json = z.unknown().refine(isShallow, tooDeep);
/** JSON by name. */
export const JsonByName = z.record(Name, z.unknown()).refine(isShallow, tooDeep);

/** A schema that calls itself for what is nested, given only what it can walk. */
export const shallow = <T extends z.ZodType>(schema: T) => z.unknown().refine(isShallow, tooDeep).pipe(schema);
