import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { CliError } from "./errors/cli-error";
import { EXIT } from "./errors/exit-codes";

/** Reads the JSON that an option names: a file, or standard input for `-`. */
export async function readJson(option: string, source: string): Promise<unknown> {
  try {
    return JSON.parse(source === "-" ? await text(process.stdin) : readFileSync(source, "utf8"));
  } catch (error) {
    throw new CliError(EXIT.usage, "json_unreadable", `${option} ${source}: ${(error as Error).message}`, {
      cause: error,
      help: "Pass a path to a JSON file, or - for stdin.",
    });
  }
}
