import type { ErrorDetail } from "@millrace/core";
import { configProblems, scaffold } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { parseJson } from "../jobs/launch-values";

export const printConfig = (value: unknown): string => JSON.stringify(value, null, 2);

/** The initial text of a config: its required fields and defaults. */
export const initialConfig = (schema: JsonSchema): string => printConfig(scaffold(schema));

/** Problems of a config's text, with paths. A launch requires that there are none. */
export function problemsOf(schema: JsonSchema, text: string): readonly ErrorDetail[] {
  const { value, error } = parseJson(text);
  return error ? [{ pointer: "", code: "json", detail: error }] : configProblems(schema, value ?? {});
}
