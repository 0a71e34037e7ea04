import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createDb, type Db } from "@millrace/db";
import { migrate } from "@millrace/db/migrate";
import { startPostgres, startRedis } from "@millrace/embedded";
import { asOwner } from "@millrace/harness";
import { type Objects, openObjects } from "@millrace/storage";
import { type AppProcess, startApp } from "./app-process";

export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** A Millrace installation for the benchmark, without data: durable servers and built apps, in one folder. */
export type Platform = {
  readonly dir: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly db: Db;
  readonly objects: Objects;
  startWeb(): Promise<AppProcess>;
  startDaemon(): Promise<AppProcess>;
  startWorker(settings?: Record<string, string>): Promise<AppProcess>;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
};

/** Starts the servers and migrates. A signal closes everything opened so far. */
export async function openPlatform(): Promise<Platform> {
  const dir = mkdtempSync(join(tmpdir(), "mr-bench-"));
  chmodSync(dir, 0o711);
  const closing: (() => Promise<void> | void)[] = [() => rmSync(dir, { recursive: true, force: true })];
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      for (const step of closing.reverse()) await step();
    })();
    return closed;
  };
  const onSignal = () => void close().then(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, onSignal);
    closing.push(() => void process.off(signal, onSignal));
  }

  try {
    const postgres = await startPostgres({ dir: join(dir, "postgres") });
    closing.push(postgres.stop);
    const redis = await startRedis({ dir: join(dir, "redis") });
    closing.push(redis.stop);
    await migrate(postgres.url);
    const storageUrl = pathToFileURL(join(dir, "objects")).href;
    const objects = await openObjects(storageUrl);
    const db = createDb({ url: asOwner(postgres.url), applicationName: "millrace-bench" });
    closing.push(db.close);

    const env = {
      PATH: process.env.PATH ?? "",
      HOME: dir,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      STORAGE_URL: storageUrl,
      MILLRACE_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString("base64")}`,
      LOG_LEVEL: "warn",
      ...(process.env.SANDBOX_LAUNCHER ? { SANDBOX_LAUNCHER: process.env.SANDBOX_LAUNCHER } : {}),
    };
    const start = async (name: "web" | "daemon" | "worker", settings: Record<string, string> = {}) => {
      const app = await startApp(name, { root: ROOT, dir, env: { ...env, ...settings } });
      closing.push(app.stop);
      return app;
    };
    const workerDataDir = join(dir, "worker");
    mkdirSync(workerDataDir, { mode: 0o711 });
    return {
      dir,
      databaseUrl: postgres.url,
      redisUrl: redis.url,
      db,
      objects,
      startWeb: () => start("web", { MILLRACE_SECRET: randomBytes(32).toString("base64"), NODE_ENV: "production" }),
      startDaemon: () => start("daemon"),
      startWorker: (settings) =>
        start("worker", { WORKER_DATA_DIR: workerDataDir, WORKER_DRAIN_SECONDS: "0", ...settings }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
