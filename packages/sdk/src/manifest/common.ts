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

/** The settings that assets, ops and jobs share, as data. */
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
 * The JSON Schema of what an author's schema accepts. Zod drops unknown keys of an object; here they are refused, since
 * in a configuration they are misspellings. `z.looseObject` accepts them.
 */
export function jsonSchema(subject: string, schema: z.ZodType | undefined): Record<string, unknown> | undefined {
  if (schema === undefined) return undefined;
  try {
    const { "~standard": _standard, ...json } = schema.toJSONSchema({
      io: "input",
      override: describeObject,
    }) as Record<string, unknown>;
    return json;
  } catch (cause) {
    throw definitionError(
      `${subject}: its schema can't be converted to JSON Schema (${cause instanceof Error ? cause.message : String(cause)}); use a JSON-compatible type`,
    );
  }
}

type JsonSchemaNode = Parameters<NonNullable<z.core.ToJSONSchemaParams["override"]>>[0];

/** Closes objects that zod would strip, and keeps the order of their properties, which databases do not. */
function describeObject({ zodSchema, jsonSchema }: JsonSchemaNode): void {
  if (zodSchema._zod.def.type !== "object") return;
  jsonSchema.additionalProperties ??= false;
  const names = Object.keys(jsonSchema.properties ?? {});
  if (names.length > 1) jsonSchema.propertyOrder = names;
}

/** Where a definition was made: by its stack when that can be mapped, else the file that exports it. */
export function sourceOf(
  definition: object,
  file: string | undefined,
  locate: Locate | undefined,
): SourceLocation | undefined {
  const stack = locate && definitionStack(definition);
  return (stack && locate(stack)) || (file === undefined ? undefined : { file });
}
