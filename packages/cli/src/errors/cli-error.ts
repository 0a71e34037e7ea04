import type { ErrorDetail } from "@millrace/core";
import type { ManifestProblem } from "@millrace/core/manifest";
import { EXIT, type ExitCode } from "./exit-codes";

/** A place in the author's code, with the lines round it when they are known. */
export type CodePlace = {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly text?: string | undefined;
};

type CliErrorOptions = ErrorOptions & {
  readonly help?: string | undefined;
  readonly place?: CodePlace | undefined;
  readonly requestId?: string | undefined;
  readonly problems?: readonly ManifestProblem[];
  readonly details?: readonly ErrorDetail[];
};

/** An error that the command line shows as it is: what happened, where, and what to do next. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly help: string | undefined;
  readonly place: CodePlace | undefined;
  readonly requestId: string | undefined;
  /** Other things wrong with the project. */
  readonly problems: readonly ManifestProblem[];
  /** The places of a request that the server refused, as JSON pointers. */
  readonly details: readonly ErrorDetail[];

  constructor(exitCode: ExitCode, code: string, message: string, options: CliErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
    this.help = options.help;
    this.place = options.place;
    this.requestId = options.requestId;
    this.problems = options.problems ?? [];
    this.details = options.details ?? [];
  }
}

export const usageError = (code: string, message: string, help?: string): CliError =>
  new CliError(EXIT.usage, code, message, { help });

/** Ctrl-C: says how to go on with what the server goes on with. */
export const interruptedError = (resume: string | undefined): CliError =>
  resume === undefined
    ? new CliError(EXIT.interrupted, "interrupted", "Interrupted")
    : new CliError(EXIT.interrupted, "interrupted", "Interrupted. The run continues on the server.", { help: resume });
