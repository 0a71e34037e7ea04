import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { LocalError, lastLines } from "@millrace/embedded";
import { exitReason } from "./exit-reason";

const STOP_TIMEOUT_MS = 20_000;
const END_WITH_SUPERVISOR = new URL("../../bin/lib/end-with-supervisor.mjs", import.meta.url);

export type Child = {
  readonly name: string;
  readonly process: ChildProcess;
  readonly log: WriteStream;
  readonly lastLines: () => readonly string[];
};

/**
 * Starts a Node process in a process group of its own (so that a Ctrl-C in the terminal reaches only the supervisor,
 * which then stops everything in order) and writes what it prints to `logFile`. It ends by itself when this process is
 * gone, killed or not.
 */
export function startChild(options: {
  name: string;
  args: readonly string[];
  env: Record<string, string>;
  cwd: string;
  logFile: string;
  echo: boolean;
}): Child {
  const child = spawn(process.execPath, ["--import", END_WITH_SUPERVISOR.href, ...options.args], {
    cwd: options.cwd,
    env: { ...options.env, MILLRACE_SUPERVISOR: String(process.pid) },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const log = createWriteStream(options.logFile, { flags: "a" });
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
    if (options.echo) stream.on("data", (chunk: Buffer) => process.stderr.write(prefixed(options.name, chunk)));
  }
  return { name: options.name, process: child, log, lastLines: lastLines(child, 30) };
}

function prefixed(name: string, chunk: Buffer): string {
  return chunk.toString().replace(/^(?=.)/gm, `${name.padEnd(6)} │ `);
}

/** A database of our own, which the children need. */
export type Server = { readonly name: string; readonly process: ChildProcess };

/**
 * Rejects with one clear line as soon as any child or server ends by itself, or a log cannot be written: the disk is
 * full.
 */
export function rejectOnFirstExit(
  children: readonly Child[],
  servers: readonly Server[],
): { readonly promise: Promise<never>; ignore(): void } {
  let ignored = false;
  const promise = new Promise<never>((_resolve, reject) => {
    for (const { name, process } of servers) {
      process.once("exit", (code, signal) => {
        if (!ignored) reject(new LocalError(`${name} ended (${signal ?? `exit code ${code}`}). Start again.`));
      });
    }
    for (const child of children) {
      child.process.once("exit", (code, signal) => {
        if (ignored) return;
        const why = exitReason(child.lastLines());
        const how = signal ?? `exit code ${code}`;
        reject(new LocalError(`${child.name} ended (${how})${why && `: ${why}`}. See its log: ${child.log.path}`));
      });
      child.log.on("error", (cause) => {
        reject(new LocalError(`Couldn't write ${child.log.path}: ${cause.message}`, { cause }));
      });
    }
  });
  promise.catch(() => undefined);
  return {
    promise,
    ignore: () => {
      ignored = true;
    },
  };
}

/** Resolves when `GET url` answers 2xx; rejects after `timeoutMs`, or when `signal` says that nobody waits any more. */
export async function untilReady(name: string, url: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await answersOk(url)) return;
    if (signal?.aborted) throw new LocalError(`${name} was stopped before it was ready`);
    if (Date.now() > deadline) throw new LocalError(`${name} is not ready after ${timeoutMs / 1000} s (${url})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** Asks a child to end, and after 20 s ends its whole process group by force. */
export function stopChild({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_TIMEOUT_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      signalGroup(child, "SIGKILL"); // what it may have left in its group
      resolve();
    });
    // Only the app itself: it drains its own children (sandboxes) in its own order.
    child.kill("SIGTERM");
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
