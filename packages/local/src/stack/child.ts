import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { lastLines } from "@millrace/embedded";
import { exitReason } from "./exit-reason";

const STOP_TIMEOUT_MS = 20_000;
const END_WITH_SUPERVISOR = new URL("../../bin/lib/end-with-supervisor.mjs", import.meta.url);

/** How a process ended: its signal or exit code, and the reason in its output. Empty if there is none. */
export type Exit = { readonly how: string; readonly reason: string };

export type Child = {
  readonly name: string;
  readonly process: ChildProcess;
  readonly log: WriteStream;
  readonly lastLines: () => readonly string[];
  /** Resolves when the process has exited, or couldn't be started. */
  readonly exit: Promise<Exit>;
};

/**
 * Starts a Node process and writes its output to `logFile`. The process has its own process group, so that Ctrl-C in
 * the terminal reaches only the supervisor, which stops everything in order. It exits when this process is gone, even
 * if this process was killed.
 *
 * @param options.onLogError called if the log can't be written; the rest of the output is then dropped
 */
export function startChild(options: {
  name: string;
  args: readonly string[];
  env: Record<string, string>;
  cwd: string;
  logFile: string;
  echo: boolean;
  onLogError?: (error: Error) => void;
}): Child {
  const child = spawn(process.execPath, ["--import", END_WITH_SUPERVISOR.href, ...options.args], {
    cwd: options.cwd,
    env: { ...options.env, MILLRACE_SUPERVISOR: String(process.pid) },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const exit = exitOf(child, () => lines());
  const lines = lastLines(child, 30);
  child.stdin.on("error", () => undefined);
  const log = createWriteStream(options.logFile, { flags: "a" });
  const outputs = [child.stdout, child.stderr];
  for (const stream of outputs) {
    stream.pipe(log, { end: false });
    if (options.echo) stream.on("data", (chunk: Buffer) => process.stderr.write(prefixed(options.name, chunk)));
  }
  log.once("error", (error) => {
    // Output that isn't read would block the process.
    for (const stream of outputs) stream.unpipe(log).resume();
    options.onLogError?.(error);
  });
  child.once("close", () => log.end());
  return { name: options.name, process: child, log, lastLines: lines, exit };
}

/** Resolves when a process has exited, or couldn't be started. */
export function exitOf(child: ChildProcess, lines: () => readonly string[] = () => []): Promise<Exit> {
  return new Promise((resolve) => {
    const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
      resolve({ how: signal ?? `exit code ${code}`, reason: exitReason(lines()) });
    child.once("exit", onExit);
    child.once("error", (error) => resolve({ how: "couldn't be started", reason: error.message }));
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
  });
}

function prefixed(name: string, chunk: Buffer): string {
  return chunk.toString().replace(/^(?=.)/gm, `${name.padEnd(6)} │ `);
}

/** Asks a child to exit, and kills its process group after 20 seconds. Also kills what an exited child left in it. */
export async function stopChild({ process: child, exit }: Pick<Child, "process" | "exit">): Promise<void> {
  const timer = setTimeout(() => killGroup(child), STOP_TIMEOUT_MS);
  // Only the app itself: it drains its own children (sandboxes) in its own order.
  child.kill("SIGTERM");
  await exit;
  clearTimeout(timer);
  killGroup(child);
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is empty.
  }
}
