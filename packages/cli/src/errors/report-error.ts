import { isDomainError } from "@millrace/core";
import { codeFrame } from "../output/code-frame";
import type { Output } from "../output/output";
import { CliError, type SourceExcerpt } from "./cli-error";
import { EXIT, type ExitCode } from "./exit-codes";
import { isLimit } from "./limit-codes";

/** Prints an error to stderr (as JSON if requested) and returns the exit code. */
export function reportError(known: CliError, output: Output): ExitCode {
  if (output.json) {
    output.errorLine(JSON.stringify(errorDocument(known)));
    return known.exitCode;
  }
  const { bold, red, dim, cyan } = output.colors;
  output.errorLine(`${red(bold(`error[${known.code}]`))}: ${known.message}`);
  if (known.source) {
    const { file, line, column } = known.source;
    output.errorLine(`  ${cyan([file, line, column].filter((part) => part !== undefined).join(":"))}`);
    for (const text of codeFrame(known.source)) output.errorLine(`  ${dim(text)}`);
  }
  // A single detail is already part of the message.
  if (known.details.length > 1)
    for (const { pointer, detail } of known.details) output.errorLine(`  ${cyan(pointer)}: ${detail}`);
  for (const problem of known.problems) output.problem(problem);
  if (known.help) output.errorLine(`${bold("help")}: ${known.help}`);
  if (known.requestId) output.errorLine(dim(`request: ${known.requestId}`));
  if (output.debug && known.cause instanceof Error) output.errorLine(dim(String(known.cause.stack)));
  return known.exitCode;
}

/** Returns an error as `--json` prints it: the fields of the API's problem documents, and those only the CLI has. */
export function errorDocument(error: CliError) {
  const { code, message, help, source, requestId, problems, details } = error;
  return {
    type: `urn:millrace:problem:${code}`,
    code,
    detail: message,
    requestId,
    errors: details,
    help,
    source,
    problems,
  };
}

/** Converts any error to one that the CLI can show. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (isDomainError(error)) {
    const [first, ...others] = "problems" in error ? (error.problems as BuildProblem[]) : [];
    return new CliError(isLimit(error.code) ? EXIT.limit : EXIT.failed, error.code, first?.message ?? error.message, {
      cause: error,
      source: sourceOf(first),
      problems: others.map((problem) => ({
        severity: "error",
        code: error.code,
        message: problem.message,
        source: sourceOf(problem),
      })),
      details: error.details,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(EXIT.internal, "internal_error", message, {
    cause: error,
    help: "This is a bug in the CLI. Re-run with --debug for details.",
  });
}

/** A message of the bundler about a file. */
type BuildProblem = {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};

function sourceOf(problem: BuildProblem | undefined): SourceExcerpt | undefined {
  if (!problem?.file) return undefined;
  const { file, line, column } = problem;
  return { file, line, column };
}
