import { z } from "zod";
import type { CommandModule } from "./command";
import { type CommonOptions, createContext } from "./command-context";
import { CliError } from "./errors/cli-error";
import { EXIT, type ExitCode } from "./errors/exit-codes";
import { reportError } from "./errors/report-error";
import { createOutput } from "./output/output";

export type GlobalOptions = CommonOptions & {
  readonly json?: boolean;
  readonly responseSchema?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly color?: boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: each command checks its own input; the program only passes it on
export type AnyCommand = CommandModule<any, any>;
export type LoadedCommand = { readonly command: AnyCommand; readonly streams?: boolean };

/** Runs one command from its parsed options to its exit code. */
export async function runCommand(
  load: () => Promise<LoadedCommand>,
  input: Readonly<Record<string, unknown>>,
  options: GlobalOptions,
  version: string,
): Promise<ExitCode> {
  const { json = false, quiet = false, debug = false } = options;
  const color = options.color === false ? false : undefined;
  const output = createOutput({ json, quiet, debug, color, stdout: process.stdout, stderr: process.stderr });
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  try {
    const { command, streams } = await load();
    if (options.responseSchema) {
      output.line(JSON.stringify(z.toJSONSchema(command.output, { unrepresentable: "any" }), null, 2));
      return EXIT.ok;
    }
    const context = createContext(options, { output, cwd: process.cwd(), version, signal: abort.signal });
    const result: unknown = await command.run(context, { ...options, ...input });
    if (json && !streams) output.line(JSON.stringify(result));
    else command.print(result, output, input);
    return command.exitCode?.(result) ?? EXIT.ok;
  } catch (error) {
    if (abort.signal.aborted) {
      return reportError(
        new CliError(EXIT.interrupted, "interrupted", "Interrupted; what was sent to the server goes on there"),
        output,
      );
    }
    return reportError(error, output);
  } finally {
    process.off("SIGINT", interrupt);
  }
}
