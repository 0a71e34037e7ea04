import { type Command, Option } from "commander";
import type { GlobalOptions, LoadedCommand } from "../run-command";

type Load = () => Promise<LoadedCommand>;

/** The command tree, to which the parts of the program add their commands. */
export type CommandTree = {
  readonly program: Command;
  /** Adds a command. Its module loads when it runs, so that `--help` is fast. */
  add(parent: Command, usage: string, description: string, load: Load, examples?: readonly string[]): Command;
  /** Adds a name for a group of commands, such as `runs`. */
  group(name: string, description: string): Command;
};

export function createCommandTree(program: Command, version: string, exit: (code: number) => void): CommandTree {
  return {
    program,
    group: (name, description) => program.command(name).description(description),
    add(parent, usage, description, load, examples = []) {
      const command = parent.command(usage).description(description);
      if (examples.length > 0)
        command.addHelpText("beforeAll", `Examples:\n${examples.map((it) => `  $ millrace ${it}`).join("\n")}\n`);
      return command.action(async (...args: unknown[]) => {
        const self = args.at(-1) as Command;
        const names = self.registeredArguments.map((argument) => argument.name());
        const input = Object.fromEntries(names.map((name, index) => [name, args[index]]));
        const { runCommand } = await import("../run-command");
        exit(await runCommand(load, { name: commandPath(self), input, options: self.opts<GlobalOptions>(), version }));
      });
    },
  };
}

const GLOBAL_OPTIONS = "Global options:";

/** Adds the global options to a command. They are listed below its own if added after them. */
export const addGlobalOptions = (command: Command): Command =>
  GLOBALS.reduce(
    (it, [flags, text]) => it.addOption(globalOption(flags, text)),
    command.addHelpOption(globalOption("-h, --help", "show this help")),
  );

const globalOption = (flags: string, text: string): Option => new Option(flags, text).helpGroup(GLOBAL_OPTIONS);

const GLOBALS = [
  ["--json", "print one JSON value to stdout"],
  ["--response-schema", "print the JSON Schema of the output and exit"],
  ["--deployment <name>", "deployment (default: the project's, or production)"],
  ["--location <name>", "code location (default: the project's)"],
  ["--url <address>", "server URL (default: MILLRACE_URL, or your profile's)"],
  ["--token-stdin", "read the API token from stdin"],
  ["--no-color", "no colors (also NO_COLOR)"],
  ["-q, --quiet", "print only data and errors"],
  ["--debug", "log each request with its ID"],
] as const;

/** Returns the words that name a command, without `millrace`, such as `runs ls`. */
export function commandPath(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.join(" ");
}

/** Returns every command that can run. */
export function leafCommands(command: Command): Command[] {
  if (command.commands.length === 0) return [command];
  return command.commands.flatMap(leafCommands);
}

/** Options that several commands share. */
export const PARTITION = ["--partition <keys>", "comma-separated partition keys; ranges as a...b"] as const;
export const CONFIG = ["--config <file>", "JSON file with the config, or - for stdin"] as const;
