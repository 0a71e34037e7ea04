import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "@millrace/db/migrate";
import { freePort, isPortFree, LocalError, startPostgres, startRedis } from "@millrace/embedded";
import type { Home } from "../home";
import { apps } from "./apps";
import { appEnvironment } from "./environment";
import { type Child, rejectOnFirstExit, type Server, startChild, stopChild, untilReady } from "./supervisor";

export type Stack = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly env: Record<string, string>;
  readonly children: readonly Child[];
  /** Never resolves; rejects when a process ends by itself. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
};

export type StackOptions = {
  readonly root: string;
  readonly home: Home;
  readonly webPort: number;
  /** Reload on change, and echo every log line. */
  readonly watch?: boolean;
  /** false = data that may be lost: tests. */
  readonly durable?: boolean;
  readonly env?: Record<string, string>;
  readonly say?: (line: string) => void;
  /** Aborted while it starts: what already runs is stopped again. */
  readonly signal?: AbortSignal;
};

/**
 * Starts databases (unless `DATABASE_URL` / `REDIS_URL` name others), migrates, starts every app, and waits until all
 * of them are ready. When anything fails, what already runs is stopped again.
 *
 * @throws {LocalError} with one line that says what to do
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await start(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @throws {LocalError} when something listens on `port` already */
export async function requireFreePort(port: number): Promise<void> {
  if (await isPortFree(port)) return;
  throw new LocalError(
    `Port ${port} is already in use. Stop the process using it, or choose another port: PORT=${port + 100} npm start`,
  );
}

async function start(
  options: StackOptions,
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Stack> {
  const { home, root, webPort } = options;
  await requireFreePort(webPort);
  const logs = join(home.dir, "logs");
  mkdirSync(logs, { recursive: true });

  const servers: Server[] = [];
  const own: Own = (server) => {
    servers.push(server);
    stops.push(server.stop);
  };
  const [databaseUrl, redisUrl] = await Promise.all([database(options, own), redis(options, own)]);
  await migrate(databaseUrl).catch((cause: unknown) => {
    throw new LocalError(`Couldn't migrate the database: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });

  const env = appEnvironment({
    home,
    databaseUrl,
    redisUrl,
    webPort,
    extra: { NODE_ENV: options.watch ? "development" : "production", ...options.env },
  });
  const children: Child[] = [];
  const ready: Promise<void>[] = [];
  const waiting = new AbortController();
  stops.push(async () => waiting.abort());
  for (const app of apps(root)) {
    const port = app.name === "web" ? webPort : await freePort();
    const child = startChild({
      name: app.name,
      args: options.watch ? app.watched : app.built,
      env: { ...env, PORT: String(port) },
      cwd: join(root, "apps", app.name),
      logFile: join(logs, `${app.name}.log`),
      echo: options.watch ?? false,
    });
    children.push(child);
    stops.push(() => stopChild(child));
    ready.push(untilReady(app.name, `http://127.0.0.1:${port}/readyz`, 120_000, waiting.signal));
  }
  const death = rejectOnFirstExit(children, servers);
  await Promise.race([Promise.all(ready), death.promise, untilAborted(options.signal)]);
  return {
    url: env.MILLRACE_URL as string,
    databaseUrl,
    redisUrl,
    env,
    children,
    died: death.promise,
    stop: () => {
      death.ignore();
      return stop();
    },
  };
}

/** Rejects when the start is interrupted. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = () => reject(new LocalError("Stopped before everything was ready."));
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/** Takes a server that was started into the stack's keeping. */
type Own = (server: Server & { stop(): Promise<void> }) => void;

async function database({ home, durable, say }: StackOptions, own: Own): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const server = await startPostgres({ dir: join(home.dir, "postgres"), durable });
  own({ name: "PostgreSQL", ...server });
  say?.("PostgreSQL started");
  return server.url;
}

async function redis({ home, durable, say }: StackOptions, own: Own): Promise<string> {
  if (process.env.REDIS_URL) return process.env.REDIS_URL;
  const server = await startRedis(durable === false ? {} : { dir: join(home.dir, "redis") });
  own({ name: "Redis", ...server });
  say?.(`Redis started (${server.kind})`);
  return server.url;
}
