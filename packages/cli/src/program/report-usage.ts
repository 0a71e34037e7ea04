import type { Command, CommanderError } from "commander";
import { EXIT } from "../errors/exit-codes";
import { commandPath } from "./command-tree";

/** Makes wrong use an error like all others: `error[option_unknown]: …`, what to do, exit code 2. */
export function reportUsage(command: Command): void {
  command.configureOutput({ outputError: () => {} });
  command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit(EXIT.ok);
    // Without a command, the help has been printed already, on stderr.
    if (error.code !== "commander.help") process.stderr.write(usageText(command, error));
    process.exit(EXIT.usage);
  });
  for (const child of command.commands) reportUsage(child);
}

/** commander says `error: unknown option '--jsno'\n(Did you mean --json?)`. */
function usageText(command: Command, { code, message }: CommanderError): string {
  const [first = "", hint] = message.replace(/^error: /, "").split("\n");
  const help = [
    hint?.replace(/^\((.*)\)$/, "$1"),
    `${["millrace", commandPath(command)].filter(Boolean).join(" ")} --help`,
  ];
  return `error[${usageCode(code)}]: ${first}\nhelp: ${help.filter(Boolean).join(" ")}\n`;
}

/** `commander.unknownOption` → `option_unknown`. */
function usageCode(code: string): string {
  const name = code.replace("commander.", "");
  const unknown = /^unknown([A-Z].*)$/.exec(name);
  if (unknown) return `${unknown[1]!.toLowerCase()}_unknown`;
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
