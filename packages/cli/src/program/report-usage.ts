import type { Command, CommanderError } from "commander";
import { EXIT } from "../errors/exit-codes";
import { commandPath } from "./command-tree";

/** Reports usage errors like all others: `error[option_unknown]: …`, a fix, and exit code 2. */
export function reportUsage(command: Command): void {
  command.configureOutput({ outputError: () => {} });
  command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit(EXIT.ok);
    // Without a command, the help has already been printed to stderr.
    if (error.code !== "commander.help") process.stderr.write(usageText(command, error));
    process.exit(EXIT.usage);
  });
  for (const child of command.commands) reportUsage(child);
}

/**
 * commander writes `error: unknown option '--jsno'
 * (Did you mean --json?)`.
 */
function usageText(command: Command, { code, message }: CommanderError): string {
  const [first = "", hint] = message.replace(/^error: /, "").split("\n");
  const help = [
    hint?.replace(/^\((.*)\)$/, "$1"),
    `${["millrace", commandPath(command)].filter(Boolean).join(" ")} --help`,
  ];
  return `error[${usageCode(code)}]: ${first}\nhelp: ${help.filter(Boolean).join(" ")}\n`;
}

/** Maps `commander.unknownOption` to `option_unknown`. */
function usageCode(code: string): string {
  const name = code.replace("commander.", "");
  const unknown = /^unknown([A-Z].*)$/.exec(name);
  if (unknown) return `${unknown[1]!.toLowerCase()}_unknown`;
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
