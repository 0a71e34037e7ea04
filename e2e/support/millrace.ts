import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(fileURLToPath(import.meta.url), "../../..");

export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type CliOptions = {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
};

/** Runs the built CLI with only the environment that a test provides. */
export function millrace(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return run(process.execPath, [join(ROOT, "packages/cli/dist/millrace.mjs"), ...args], options);
}

/** Runs pasted lines in a shell. */
export function paste(lines: string, options: CliOptions): Promise<CliResult> {
  return run("sh", ["-ec", lines], options);
}

function run(command: string, args: readonly string[], { cwd, env = {}, input = "" }: CliOptions): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? cwd, XDG_CONFIG_HOME: cwd, NO_COLOR: "1", ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}
