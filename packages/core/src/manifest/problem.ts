import { z } from "zod";
import { SourceLocation } from "./manifest";

/** Something wrong with a manifest. An `error` refuses the version, a `warning` is shown. */
export const ManifestProblem = z.object({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  message: z.string(),
  source: SourceLocation.optional(),
});
export type ManifestProblem = z.infer<typeof ManifestProblem>;

/** Anything that knows its location in the author's code. */
export type Sourced = { readonly source?: SourceLocation | undefined };

export const problem = (
  severity: ManifestProblem["severity"],
  code: string,
  message: string,
  { source }: Sourced = {},
): ManifestProblem => ({ severity, code, message, ...(source ? { source } : {}) });
