import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { untilReady } from "@millrace/local";
import { ROOT } from "./fault-stack";

const READY_MS = 120_000;
const STOP_MS_MAX = 60_000;

/** `npm start` in a separate process. */
export type Installation = {
  /** Process ids of its apps and its Redis by name, as far as they are running. */
  processes(): ReadonlyMap<string, number>;
  isRunning(): boolean;
  kill(): void;
  /** Stops it as Ctrl-C does, if it is still running. */
  close(): Promise<void>;
};

/** Starts an installation with its data in `home` and waits until its dashboard answers. */
export async function openInstallation({ home, port }: { home: string; port: number }): Promise<Installation> {
  const child = spawn(process.execPath, [join(ROOT, "packages/local/bin/start.mjs")], {
    env: { ...process.env, MILLRACE_HOME: home, PORT: String(port), DATABASE_URL: "", REDIS_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => void said.push(String(chunk)));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const close = async () => {
    if (!isRunning()) return;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    await exited;
    clearTimeout(timer);
  };
  const ended = once(child, "exit").then(() =>
    Promise.reject(new Error(`npm start ended: ${said.slice(-5).join("")}`)),
  );
  ended.catch(() => undefined);
  try {
    await Promise.race([untilReady("npm start", `http://127.0.0.1:${port}/readyz`, READY_MS), ended]);
    return { processes: () => appsOf(child.pid ?? 0), isRunning, kill: () => void child.kill("SIGKILL"), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Children of a supervisor, by what their command says they are. */
function appsOf(supervisor: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      const [, parent] = stat.slice(stat.lastIndexOf(") ") + 2).split(" ");
      if (Number(parent) !== supervisor) continue;
      const command = readFileSync(`/proc/${entry}/cmdline`, "utf8");
      const name = /apps\/(\w+)/.exec(command)?.[1] ?? (/valkey|redis/.test(command) ? "redis" : undefined);
      if (name !== undefined) found.set(name, Number(entry));
    } catch {
      // It ended while it was being looked at.
    }
  }
  return found;
}
