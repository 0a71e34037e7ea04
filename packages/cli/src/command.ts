import type { z } from "zod";
import type { CommandContext } from "./command-context";
import type { CliError } from "./errors/cli-error";
import type { ExitCode } from "./errors/exit-codes";
import type { Output } from "./output/output";

/**
 * The `command` export of a command's module. `run` returns data. With `--json` it is printed to stdout; otherwise
 * `print` shows it.
 */
export type CommandModule<A, R> = {
  /** Schema of `--json`. `--response-schema` prints it. */
  readonly output: z.ZodType<R>;
  run(context: CommandContext, input: A): Promise<R>;
  print(result: R, output: Output, input: A): void;
  /** Returns the exit code for a result. Defaults to 0. */
  exitCode?(result: R): ExitCode;
  /** Returns the report for a GitHub workflow. */
  github?(result: R): GithubReport;
};

/** Values for `$GITHUB_OUTPUT`, and Markdown for the job's summary. */
export type GithubReport = { readonly outputs: Readonly<Record<string, string>>; readonly summary: string };

/** A command that streams its data. With `--json`, each value is a line. */
export type StreamModule<A, L> = {
  /** Schema of a line. `--response-schema` prints it. */
  readonly line: z.ZodType<L>;
  run(context: CommandContext, input: A, emit: Emit<L>): Promise<void>;
  /** Returns a function that shows values. It is created per run, because the text can depend on earlier values. */
  printer(output: Output): Emit<L>;
};

/** Passes on a value as it arrives, with the error it reports, if any. */
export type Emit<L> = (value: L, error?: CliError) => void;

export const defineCommand = <A, R>(command: CommandModule<A, R>): CommandModule<A, R> => command;
export const defineStream = <A, L>(command: StreamModule<A, L>): StreamModule<A, L> => command;
