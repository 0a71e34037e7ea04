import type { RetryPolicy, SourceLocation } from "@millrace/core/manifest";
import type { z } from "zod";
import type { Common, Retry } from "../common";
import { definitionError, definitionStack } from "../definition";
import { durationMs } from "../duration";

/** Maps a definition's captured stack to the author's source. */
export type Locate = (stack: string) => SourceLocation | undefined;

export const optionalMs = (
  duration: Parameters<typeof durationMs>[0] | undefined,
  where: string,
): number | undefined => (duration === undefined ? undefined : durationMs(duration, where));

/** Returns the settings that assets, ops, and jobs share, as manifest data. */
export function commonManifest(subject: string, common: Common) {
  return {
    description: common.description,
    owners: [...(common.owners ?? [])],
    tags: { ...common.tags },
    kinds: [...(common.kinds ?? [])],
    retry: common.retry && retryManifest(subject, common.retry),
    timeoutMs: optionalMs(common.timeout, `${subject} timeout`),
    pool: common.pool,
    priority: common.priority,
    alerts: common.alerts && { ...common.alerts },
  };
}

function retryManifest(subject: string, retry: Retry): RetryPolicy {
  return {
    max: retry.max,
    delayMs: optionalMs(retry.delay, `${subject} retry.delay`),
    backoff: retry.backoff,
    jitter: retry.jitter,
  };
}

/**
 * Returns the JSON Schema of an author's schema. Zod drops unknown keys of an object; here they are rejected, because
 * in a config they are misspellings. `z.looseObject` accepts them.
 */
export function jsonSchema(subject: string, schema: z.ZodType | undefined): Record<string, unknown> | undefined {
  if (schema === undefined) return undefined;
  if (typeof schema.toJSONSchema !== "function") {
    throw definitionError(`${subject}: this isn't a schema of zod 4. Install zod 4 and import it: npm install zod@4`);
  }
  try {
    const { "~standard": _standard, ...json } = schema.toJSONSchema({
      io: "input",
      override: describeObject,
    }) as Record<string, unknown>;
    return json;
  } catch (cause) {
    throw definitionError(
      `${subject}: its schema can't be converted to JSON Schema (${cause instanceof Error ? cause.message : String(cause)}). Use a JSON-compatible type.`,
    );
  }
}

type JsonSchemaNode = Parameters<NonNullable<z.core.ToJSONSchemaParams["override"]>>[0];

/**
 * Sets `additionalProperties: false` where zod would strip keys, and records the order of properties, which databases
 * don't preserve.
 */
function describeObject({ zodSchema, jsonSchema }: JsonSchemaNode): void {
  if (zodSchema._zod.def.type !== "object") return;
  jsonSchema.additionalProperties ??= false;
  const names = Object.keys(jsonSchema.properties ?? {});
  if (names.length > 1) jsonSchema.propertyOrder = names;
}

/** Returns where a definition was created: from its stack if that can be mapped, otherwise the file that exports it. */
export function sourceOf(
  definition: object,
  file: string | undefined,
  locate: Locate | undefined,
): SourceLocation | undefined {
  const stack = locate && definitionStack(definition);
  return (stack && locate(stack)) || (file === undefined ? undefined : { file });
}
