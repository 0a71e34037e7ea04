import { isDomainError } from "@millrace/core";
import { codeFrame } from "../output/code-frame";
import type { Output } from "../output/output";
import { CliError } from "./cli-error";
import { EXIT, type ExitCode } from "./exit-codes";
import { isLimit } from "./limit-codes";

/** Prints an error on stderr (as JSON when that was asked for) and says with which code to exit. */
export function reportError(error: unknown, output: Output): ExitCode {
  const known = toCliError(error);
  if (output.json) {
    const { code, message, help, place, requestId, problems } = known;
    output.errorLine(JSON.stringify({ code, detail: message, help, place, requestId, problems }));
    return known.exitCode;
  }
  const { bold, red, dim, cyan } = output.colors;
  output.errorLine(`${red(bold(`error[${known.code}]`))}: ${known.message}`);
  if (known.place) {
    const { file, line, column } = known.place;
    output.errorLine(`  ${cyan([file, line, column].filter((part) => part !== undefined).join(":"))}`);
    for (const text of codeFrame(known.place)) output.errorLine(`  ${dim(text)}`);
  }
  for (const problem of known.problems) output.problem(problem);
  if (known.help) output.errorLine(`${bold("help")}: ${known.help}`);
  if (known.requestId) output.errorLine(dim(`request: ${known.requestId}`));
  if (output.debug && known.cause instanceof Error) output.errorLine(dim(String(known.cause.stack)));
  return known.exitCode;
}

/** Any error as one that the command line shows. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (isDomainError(error)) {
    const place =
      "problems" in error
        ? (error.problems as { file?: string; line?: number; column?: number; lineText?: string }[])[0]
        : undefined;
    return new CliError(isLimit(error.code) ? EXIT.limit : EXIT.failed, error.code, error.message, {
      cause: error,
      place: place?.file
        ? { file: place.file, line: place.line, column: place.column, text: frameOf(place) }
        : undefined,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(EXIT.internal, "internal_error", message, {
    cause: error,
    help: "This is a fault of the command line; --debug shows where",
  });
}

const frameOf = ({ line, lineText }: { line?: number; lineText?: string }): string | undefined =>
  lineText === undefined ? undefined : `> ${line} | ${lineText}`;
