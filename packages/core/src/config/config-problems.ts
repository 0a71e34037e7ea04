import { z } from "zod";
import type { ErrorDetail } from "../errors";
import type { JsonSchema } from "../manifest/manifest";

/** What is wrong with a value by a JSON Schema: a JSON pointer below `pointer` and a sentence for each place. */
export function configProblems(schema: JsonSchema, value: unknown, pointer = ""): ErrorDetail[] {
  const result = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    pointer: [pointer, ...issue.path.map((part) => escapePointer(String(part)))].join("/"),
    code: issue.code,
    detail: issue.message,
  }));
}

const escapePointer = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");
