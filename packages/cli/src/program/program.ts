import { type Argument, Command } from "commander";
import { addGlobalOptions, commandPath, createCommandTree, leafCommands } from "./command-tree";
import { addPartitionCommands } from "./partitions";
import { addPushCommands } from "./push";
import { addRunCommands } from "./run";
import { addServeCommands } from "./serve";
import { addStartCommands } from "./start";
import { addWriteCommands } from "./write";

/** Creates the command tree: every command with its options, but none of its code. */
export function createProgram(version: string, exit: (code: number) => void): Command {
  const program = new Command("millrace")
    .description("Build, push, and run data pipelines written in TypeScript.")
    .version(version, "-V, --version")
    .configureHelp({
      commandUsage: (command) => ["millrace", commandPath(command), command.usage()].filter(Boolean).join(" "),
      subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
    });
  const tree = createCommandTree(program, version, exit);
  addStartCommands(tree);
  addWriteCommands(tree);
  addPushCommands(tree);
  addRunCommands(tree);
  addPartitionCommands(tree);
  addServeCommands(tree);
  for (const command of leafCommands(program)) addGlobalOptions(command);
  return program;
}

const argumentTerm = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};
