import { z } from "zod";
import type { CommandModule, StreamModule } from "./command";
import { type CommonOptions, createContext } from "./command-context";
import { interruptedError } from "./errors/cli-error";
import { EXIT, type ExitCode } from "./errors/exit-codes";
import { errorDocument, reportError, toCliError } from "./errors/report-error";
import { writeEvent } from "./output/events-file";
import { annotateError, reportToGithub } from "./output/github";
import { createOutput, type Output } from "./output/output";

export type GlobalOptions = CommonOptions & {
  readonly json?: boolean;
  readonly responseSchema?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly color?: boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: each command checks its own input; the program only passes it on
type AnyCommand = CommandModule<any, any>;
// biome-ignore lint/suspicious/noExplicitAny: the same
type AnyStream = StreamModule<any, any>;
export type LoadedCommand = { readonly command: AnyCommand | AnyStream };

export type Invocation = {
  /** The words that name the command, such as `runs ls`. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: GlobalOptions;
  readonly version: string;
};

/** Runs one command, from its parsed options to its exit code. */
export async function runCommand(load: () => Promise<LoadedCommand>, invocation: Invocation): Promise<ExitCode> {
  const { name, input, options, version } = invocation;
  const { json = false, quiet = false, debug = false } = options;
  const color = options.color === false ? false : undefined;
  const output = createOutput({ json, quiet, debug, color, stdout: process.stdout, stderr: process.stderr });
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  let resume: string | undefined;
  try {
    const { command } = await load();
    if (options.responseSchema) {
      output.line(JSON.stringify(responseSchema(command), null, 2));
      return EXIT.ok;
    }
    const context = createContext(options, {
      output,
      cwd: process.cwd(),
      version,
      signal: abort.signal,
      resumeWith: (line) => {
        resume = line;
      },
    });
    const all = { ...options, ...input };
    if ("line" in command) {
      await command.run(context, all, json ? (value) => output.line(JSON.stringify(value)) : command.printer(output));
      return EXIT.ok;
    }
    const result: unknown = await command.run(context, all);
    const exitCode = command.exitCode?.(result) ?? EXIT.ok;
    show(command, result, output, all);
    writeEvent(`${name.replaceAll(" ", ".")}.completed`, { exitCode, result });
    if (command.github) reportToGithub(command.github(result));
    return exitCode;
  } catch (error) {
    const known = abort.signal.aborted ? interruptedError(resume) : toCliError(error);
    writeEvent(`${name.replaceAll(" ", ".")}.failed`, { exitCode: known.exitCode, error: errorDocument(known) });
    annotateError(known, output);
    return reportError(known, output);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

function show(command: AnyCommand, result: unknown, output: Output, input: unknown): void {
  if (output.json) output.line(JSON.stringify(result));
  else command.print(result, output, input);
}

/** Returns the JSON Schema of the output of `--json`: of the value, or of each line. */
function responseSchema(command: AnyCommand | AnyStream): unknown {
  return z.toJSONSchema("line" in command ? command.line : command.output, { unrepresentable: "any" });
}
