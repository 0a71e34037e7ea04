import type { ChildProcess } from "node:child_process";

/** Polls `condition` until it is true. Rejects if the child exits or `timeoutMs` elapse first. */
export async function until(condition: () => Promise<boolean>, child: ChildProcess, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`exited with ${child.exitCode ?? child.signalCode}`);
    if (Date.now() > deadline) throw new Error(`not ready after ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Sends `signal`, waits for the exit, and kills the process after `timeoutMs`. */
export function exited(child: ChildProcess, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}

/** Collects the last `count` lines of a child's output, for the message of its failure. */
export function lastLines(child: ChildProcess, count: number): () => readonly string[] {
  let lines: string[] = [];
  const collect = (chunk: Buffer) => {
    lines = [...lines, ...chunk.toString().split("\n").filter(Boolean)].slice(-count);
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  return () => lines;
}
