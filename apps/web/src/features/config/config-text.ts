import type { ErrorDetail } from "@millrace/core";
import { configProblems, scaffold } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { parseJson } from "../jobs/launch-values";

export const printConfig = (value: unknown): string => JSON.stringify(value, null, 2);

/** The text that a config begins with: its required fields and defaults. */
export const initialConfig = (schema: JsonSchema): string => printConfig(scaffold(schema));

/** What is wrong with a config's text, with paths; nothing may be launched until it is right. */
export function problemsOf(schema: JsonSchema, text: string): readonly ErrorDetail[] {
  const { value, error } = parseJson(text);
  return error ? [{ pointer: "", code: "json", detail: error }] : configProblems(schema, value ?? {});
}
