import type { ManifestProblem } from "@millrace/core/manifest";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";

/** Returns the first problem as an error, along with the others. */
export function rejection(
  [first, ...others]: readonly ManifestProblem[],
  problems: readonly ManifestProblem[] = [],
): CliError {
  if (!first) throw new Error("a rejection names a problem");
  const warnings = problems.filter((problem) => problem.severity === "warning");
  return new CliError(EXIT.failed, first.code, first.message, {
    source: first.source,
    problems: [...others, ...warnings],
  });
}
