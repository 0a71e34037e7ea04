import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCli } from "../build/bundle-cli";

type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
type CliOptions = { readonly cwd: string; readonly env?: Record<string, string>; readonly input?: string };

export type RunningCli = {
  readonly stdout: string;
  readonly stderr: string;
  /** Sends SIGINT, as Ctrl-C does. */
  interrupt(): Promise<CliResult>;
  /** Closes stdout early, as `head` does. */
  hangUp(): Promise<CliResult>;
};

/** The built CLI as a child process, with only the environment that a test gives it. */
export type CliRunner = {
  run(args: readonly string[], options: CliOptions): Promise<CliResult>;
  /** For commands that run until they are interrupted. */
  start(args: readonly string[], options: CliOptions): RunningCli;
  remove(): Promise<void>;
};

export async function createCliRunner(): Promise<CliRunner> {
  const dir = fileURLToPath(new URL(`../dist/test-${process.pid}`, import.meta.url));
  await bundleCli("0.0.0-test", dir);
  const start = (args: readonly string[], { cwd, env = {}, input }: CliOptions) => {
    const child = spawn(process.execPath, [join(dir, "millrace.mjs"), ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? "", XDG_CONFIG_HOME: cwd, ...env },
    });
    const written = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      written.stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      written.stderr += chunk.toString();
    });
    if (input !== undefined) child.stdin.end(input);
    const ended = new Promise<CliResult>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, ...written }));
    });
    return { child, written, ended };
  };
  return {
    run: (args, { input = "", ...options }) => start(args, { ...options, input }).ended,
    start(args, options) {
      const { child, written, ended } = start(args, options);
      return {
        get stdout() {
          return written.stdout;
        },
        get stderr() {
          return written.stderr;
        },
        hangUp: () => {
          child.stdout.destroy();
          return ended;
        },
        interrupt: () => {
          child.kill("SIGINT");
          return ended;
        },
      };
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
