import type { z } from "zod";
import type { CommandContext } from "./command-context";
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
};

export const defineCommand = <A, R>(command: CommandModule<A, R>): CommandModule<A, R> => command;
