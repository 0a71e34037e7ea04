import type { z } from "zod";
import type { CommandContext } from "./command-context";
import type { CliError } from "./errors/cli-error";
import type { ExitCode } from "./errors/exit-codes";
import type { Output } from "./output/output";

/**
 * What a command's module exports as `command`. `run` yields data; with `--json` that data is stdout, else `print`
 * shows it.
 */
export type CommandModule<A, R> = {
  /** The shape of `--json`; `--response-schema` prints it. */
  readonly output: z.ZodType<R>;
  run(context: CommandContext, input: A): Promise<R>;
  print(result: R, output: Output, input: A): void;
  /** The exit code of a result; 0 unless said. */
  exitCode?(result: R): ExitCode;
  /** What a workflow on GitHub gets of it. */
  github?(result: R): GithubReport;
};

/** Values for `$GITHUB_OUTPUT`, and Markdown for the job's summary. */
export type GithubReport = { readonly outputs: Readonly<Record<string, string>>; readonly summary: string };

/** A command whose data comes bit by bit: with `--json`, each value is a line. */
export type StreamModule<A, L> = {
  /** The shape of a line; `--response-schema` prints it. */
  readonly line: z.ZodType<L>;
  run(context: CommandContext, input: A, emit: Emit<L>): Promise<void>;
  /** Shows values to people; a function per run, because what is shown may depend on what came before. */
  printer(output: Output): Emit<L>;
};

/** Passes on a value as it comes, with the error that it tells of, if it does. */
export type Emit<L> = (value: L, error?: CliError) => void;

export const defineCommand = <A, R>(command: CommandModule<A, R>): CommandModule<A, R> => command;
export const defineStream = <A, L>(command: StreamModule<A, L>): StreamModule<A, L> => command;
