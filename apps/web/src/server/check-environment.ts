import { EnvironmentError } from "@millrace/core";
import { readEnv } from "./env";

/** Ends the process when the environment is wrong, with one line per variable. */
export function checkEnvironment(): void {
  try {
    readEnv();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
