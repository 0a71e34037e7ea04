import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** Where and how a command of a trial runs. */
export type Shell = {
  readonly dir: string;
  readonly umask: number;
  readonly env: Record<string, string>;
  readonly account: { readonly uid: number; readonly gid: number } | undefined;
};

const STOP_TIMEOUT_MS = 60_000;

/** Runs a command to its end and writes its output to `logFile`. Throws if it fails or exceeds `timeoutMs`. */
export async function run(shell: Shell, command: readonly string[], logFile: string, timeoutMs: number): Promise<void> {
  const child = start(shell, command, logFile);
  const expiry = setTimeout(() => signalGroup(child, "SIGKILL"), timeoutMs);
  const [code, signal] = await child.closed;
  clearTimeout(expiry);
  if (code !== 0)
    throw new Error(`\`${command.join(" ")}\` ended with ${signal ?? `exit code ${code}`}. See ${logFile}`);
}

/** Runs a server until it prints `text`, stops it as Ctrl-C does, and expects that it exits with 0. */
export async function runUntil(
  shell: Shell,
  command: readonly string[],
  { text, logFile, timeoutMs }: { text: string; logFile: string; timeoutMs: number },
): Promise<void> {
  const name = `\`${command.join(" ")}\``;
  const child = start(shell, command, logFile);
  let expiry: NodeJS.Timeout | undefined;
  const printed = new Promise<void>((resolve, reject) => {
    let tail = "";
    child.process.stdout?.on("data", (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-10_000);
      if (tail.includes(text)) resolve();
    });
    const fail = (reason: string) => reject(new Error(`${name} ${reason} before it printed "${text}". See ${logFile}`));
    child.closed.then(([code]) => fail(`ended with exit code ${code}`), reject);
    expiry = setTimeout(() => fail(`ran for ${timeoutMs / 1_000} s`), timeoutMs);
  });
  try {
    await printed;
    signalGroup(child, "SIGINT");
    expiry = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_TIMEOUT_MS);
    const [code] = await child.closed;
    if (code !== 0) throw new Error(`${name} ended with exit code ${code} after Ctrl-C. See ${logFile}`);
  } finally {
    clearTimeout(expiry);
    signalGroup(child, "SIGKILL");
  }
}

type Started = {
  readonly process: ChildProcess;
  readonly closed: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
};

function start({ dir, umask, env, account }: Shell, command: readonly string[], logFile: string): Started {
  // A shell changes into the folder, so that a symbolic link is still one in $PWD.
  const script = 'cd "$1" && umask "$2" && shift 2 && exec "$@"';
  const child = spawn("/bin/sh", ["-c", script, "sh", dir, umask.toString(8), ...command], {
    ...account,
    cwd: "/",
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const closed = once(child, "close").then(async ([code, signal]) => {
    log.end();
    await finished(log);
    return [code, signal] as [number | null, NodeJS.Signals | null];
  });
  return { process: child, closed };
}

/** Signals the command and what it started, as a terminal does. */
function signalGroup({ process: child }: Started, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
