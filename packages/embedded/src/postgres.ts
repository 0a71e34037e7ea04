import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { exited, lastLines, until } from "./child-process";
import { LocalError } from "./local-error";
import {
  type Account,
  assertWritable,
  canTraverse,
  initDatabase,
  nativePostgresDir,
  postgresAccount,
  reachableDir,
} from "./native-postgres";
import { onFreePort } from "./ports";

export type PostgresServer = {
  /** Connection URL of the database `millrace`, including the password. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Stops the server and waits for it. Open transactions are rolled back. */
  stop(): Promise<void>;
};

/**
 * Starts an embedded PostgreSQL on the loopback interface, and creates its data folder and the database `millrace` if
 * missing. A server that an earlier, killed process left running on the same folder is stopped first.
 *
 * @param options.dir holds `data/` and `password`; kept between starts
 * @param options.durable if false, fsync is off: for tests only
 * @throws {LocalError} if this machine doesn't allow it
 */
export async function startPostgres(options: {
  dir: string;
  port?: number;
  durable?: boolean;
}): Promise<PostgresServer> {
  const account = postgresAccount();
  const native = reachableDir(nativePostgresDir(), account);
  mkdirSync(options.dir, { recursive: true });
  assertWritable(options.dir);
  const dataDir = join(options.dir, "data");
  const password = prepare(options.dir, dataDir, native, account);
  await stopLeftover(dataDir);

  const start = (port: number) =>
    startOn(port, { native, dataDir, account, password, durable: options.durable ?? true });
  return options.port === undefined ? onFreePort(start) : start(options.port);
}

async function startOn(
  port: number,
  server: { native: string; dataDir: string; account: Account | undefined; password: string; durable: boolean },
): Promise<PostgresServer> {
  const { native, dataDir, account, password } = server;
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "128MB",
    timezone: "UTC",
    log_min_messages: "fatal",
    ...(server.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(native, "bin/postgres"), ["-D", dataDir, ...flags], {
    ...account,
    cwd: "/",
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // keeps Ctrl-C in the terminal from reaching it before the processes that use it
  });
  const output = lastLines(child, 5);
  const url = `postgresql://millrace:${password}@127.0.0.1:${port}/millrace`;
  try {
    await until(() => createDatabase(url), child, 30_000);
  } catch (cause) {
    await exited(child, "SIGINT", 10_000);
    throw new LocalError(`Can't start PostgreSQL: ${output().join("; ") || String(cause)}`, { cause });
  }
  return { url, process: child, stop: () => exited(child, "SIGINT", 10_000) };
}

function prepare(
  dir: string,
  dataDir: string,
  native: string,
  account: { uid: number; gid: number } | undefined,
): string {
  const passwordFile = join(dir, "password");
  if (existsSync(join(dataDir, "PG_VERSION")) && existsSync(passwordFile)) return readFileSync(passwordFile, "utf8");
  rmSync(dataDir, { recursive: true, force: true });
  const password = randomBytes(18).toString("base64url");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(dataDir, { mode: 0o700 });
  if (account) {
    chmodSync(dir, 0o755);
    chownSync(passwordFile, account.uid, account.gid);
    chownSync(dataDir, account.uid, account.gid);
  }
  if (account && !canTraverse(dir, account)) {
    throw new LocalError(
      `PostgreSQL can't run as root, and its user can't access ${dir}. Set MILLRACE_HOME to a directory other users can access.`,
    );
  }
  initDatabase(native, dataDir, passwordFile, account);
  return password;
}

async function stopLeftover(dataDir: string): Promise<void> {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const [pid, owner] = readFileSync(file, "utf8").split("\n");
  if (owner !== dataDir || !isAlive(Number(pid))) return;
  process.kill(Number(pid), "SIGINT");
  const deadline = Date.now() + 10_000;
  while (isAlive(Number(pid))) {
    if (Date.now() > deadline)
      throw new LocalError(`Another PostgreSQL (process ${pid}) still uses ${dataDir}. Stop it, then start again.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(url: string): Promise<boolean> {
  const client = new Client({
    connectionString: url.replace(/\/millrace$/, "/postgres"),
    connectionTimeoutMillis: 1_000,
  });
  try {
    await client.connect();
    const found = await client.query("select 1 from pg_database where datname = 'millrace'");
    if (found.rowCount === 0) await client.query("create database millrace");
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "ECONNREFUSED" || code === "57P03" || code === "ECONNRESET") return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
