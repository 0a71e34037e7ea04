import { withoutPrototypes, withPrototypes } from "@millrace/core/config";
import type { z } from "zod";
import { StepError } from "../errors/step-error";

/**
 * Validates a value with an author's schema. The error names each path. Without a schema, returns the value unchanged.
 */
export async function parseWith(schema: z.ZodType | undefined, value: unknown, subject: string): Promise<unknown> {
  if (!schema) return value;
  const result = await schema.safeParseAsync(withoutPrototypes(value));
  if (result.success) return withPrototypes(result.data);
  const issues = result.error.issues.map(
    (issue) => `${issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : ""}${issue.message}`,
  );
  throw new StepError("INVALID_INPUT", `${subject} is invalid: ${issues.join("; ")}`, { retry: false });
}
