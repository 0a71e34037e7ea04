import type { ErrorDetail } from "@millrace/core";
import type { ManifestProblem } from "@millrace/core/manifest";
import { EXIT, type ExitCode } from "./exit-codes";

/** A position in the author's code, with the surrounding lines if known. */
export type SourceExcerpt = {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly text?: string | undefined;
};

type CliErrorOptions = ErrorOptions & {
  readonly help?: string | undefined;
  readonly source?: SourceExcerpt | undefined;
  readonly requestId?: string | undefined;
  readonly problems?: readonly ManifestProblem[];
  readonly details?: readonly ErrorDetail[];
};

/** An error that the CLI shows as is: what happened, where, and what to do next. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly help: string | undefined;
  readonly source: SourceExcerpt | undefined;
  readonly requestId: string | undefined;
  /** Other problems of the project. */
  readonly problems: readonly ManifestProblem[];
  /** Errors at positions of a rejected request, as JSON pointers. */
  readonly details: readonly ErrorDetail[];

  constructor(exitCode: ExitCode, code: string, message: string, options: CliErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
    this.help = options.help;
    this.source = options.source;
    this.requestId = options.requestId;
    this.problems = options.problems ?? [];
    this.details = options.details ?? [];
  }
}

export const usageError = (code: string, message: string, help?: string): CliError =>
  new CliError(EXIT.usage, code, message, { help });

/** Returns the error for Ctrl-C, with the command that continues what the server keeps running. */
export const interruptedError = (resume: string | undefined): CliError =>
  resume === undefined
    ? new CliError(EXIT.interrupted, "interrupted", "Interrupted")
    : new CliError(EXIT.interrupted, "interrupted", "Interrupted. The run continues on the server.", { help: resume });
