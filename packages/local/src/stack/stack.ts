import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "@millrace/db/migrate";
import { freePort, isPortFree, LocalError, startPostgres, startRedis } from "@millrace/embedded";
import type { Home } from "../home";
import { apps } from "./apps";
import { startChild } from "./child";
import { appEnvironment } from "./environment";
import { appService, type Service, serverService } from "./service";
import { type Supervised, supervise } from "./supervise";

export type Stack = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly env: Record<string, string>;
  /** The databases and apps. Each is restarted whenever it exits. */
  readonly services: readonly Supervised[];
  stop(): Promise<void>;
};

export type StackOptions = {
  readonly root: string;
  readonly home: Home;
  readonly webPort: number;
  /** Reload on change, and echo every log line. */
  readonly watch?: boolean;
  /** If false, data can be lost: for tests. */
  readonly durable?: boolean;
  readonly env?: Record<string, string>;
  readonly say?: (line: string) => void;
  /** Aborts the start. Processes already started are stopped. */
  readonly signal?: AbortSignal;
};

/**
 * Starts databases (unless `DATABASE_URL` / `REDIS_URL` name others), migrates, starts every app, and waits until all
 * of them are ready. If anything fails, everything already started is stopped. Later, a process that exits is restarted
 * and the others keep running.
 *
 * @throws {LocalError} with the cause, and the fix if known
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

/** @throws {LocalError} if `port` is in use */
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

  const say = options.say ?? (() => undefined);
  const services: Supervised[] = [];
  const keepRunning: KeepRunning = (service) => {
    const supervised = supervise(service, say);
    services.push(supervised);
    stops.push(() => supervised.stop());
  };
  const [databaseUrl, redisUrl] = await Promise.all([database(options, keepRunning), redis(options, keepRunning)]);
  await migrate(databaseUrl).catch((cause: unknown) => {
    throw new LocalError(`Couldn't migrate the database: ${cause instanceof Error ? cause.message : cause}`, { cause });
  });

  const env = appEnvironment({
    home,
    databaseUrl,
    redisUrl,
    webPort,
    extra: { NODE_ENV: options.watch ? "development" : "production", ...options.env },
  });
  for (const app of apps(root)) {
    const port = app.name === "web" ? webPort : await freePort();
    const logFile = join(logs, `${app.name}.log`);
    const startApp = () =>
      startChild({
        name: app.name,
        args: options.watch ? app.watched : app.built,
        env: { ...env, [app.healthPort]: String(port) },
        cwd: join(root, "apps", app.name),
        logFile,
        echo: options.watch ?? false,
        onLogError: (error) => say(`Can't write ${logFile}: ${error.message}`),
      });
    keepRunning(appService(app.name, `http://127.0.0.1:${port}/readyz`, logFile, startApp));
  }
  await Promise.race([Promise.all(services.map((service) => service.ready)), untilAborted(options.signal)]);
  return { url: env.MILLRACE_URL as string, databaseUrl, redisUrl, env, services, stop };
}

/** Rejects when the start is interrupted. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = () => reject(new LocalError("Stopped before everything was ready."));
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/** Supervises a service, which is stopped with the stack. */
type KeepRunning = (service: Service) => void;

async function database({ home, durable, say }: StackOptions, keepRunning: KeepRunning): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const dir = join(home.dir, "postgres");
  const server = await startPostgres({ dir, durable });
  const port = Number(new URL(server.url).port);
  keepRunning(serverService("PostgreSQL", server, () => startPostgres({ dir, durable, port })));
  say?.("PostgreSQL started");
  return server.url;
}

async function redis({ home, durable, say }: StackOptions, keepRunning: KeepRunning): Promise<string> {
  if (process.env.REDIS_URL) return process.env.REDIS_URL;
  const options = durable === false ? {} : { dir: join(home.dir, "redis") };
  const server = await startRedis(options);
  const { port, password } = new URL(server.url);
  keepRunning(serverService("Redis", server, () => startRedis({ ...options, port: Number(port), password })));
  say?.(`Redis started (${server.kind})`);
  return server.url;
}
