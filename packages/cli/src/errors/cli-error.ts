import type { ManifestProblem } from "@millrace/core";
import { EXIT, type ExitCode } from "./exit-codes";

/** A place in the author's code, with the lines round it when they are known. */
export type CodePlace = {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly text?: string;
};

/** An error that the command line shows as it is: what happened, where, and what to do next. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly help: string | undefined;
  readonly place: CodePlace | undefined;
  readonly requestId: string | undefined;
  readonly problems: readonly ManifestProblem[];

  constructor(
    exitCode: ExitCode,
    code: string,
    message: string,
    options: ErrorOptions & {
      help?: string | undefined;
      place?: CodePlace | undefined;
      requestId?: string | undefined;
      problems?: readonly ManifestProblem[];
    } = {},
  ) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
    this.help = options.help;
    this.place = options.place;
    this.requestId = options.requestId;
    this.problems = options.problems ?? [];
  }
}

export const usageError = (code: string, message: string, help?: string): CliError =>
  new CliError(EXIT.usage, code, message, { help });
