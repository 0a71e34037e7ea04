import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";

const NAMES = ["millrace.config.ts", "millrace.config.mts", "millrace.config.js", "millrace.config.mjs"];

/** Returns the nearest folder, at or above `from`, with a millrace.config. */
export function findProject(from: string): { projectDir: string; configFile: string } {
  for (let dir = from; ; dir = dirname(dir)) {
    const name = NAMES.find((candidate) => existsSync(join(dir, candidate)));
    if (name) return { projectDir: dir, configFile: join(dir, name) };
    if (dirname(dir) === dir) break;
  }
  throw new CliError(EXIT.usage, "config_missing", `No millrace.config.ts found in ${from} or any parent directory`, {
    help: "Run this command in a code location directory, or create one with: millrace init",
  });
}
