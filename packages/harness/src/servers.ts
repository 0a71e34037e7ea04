import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@millrace/db/migrate";
import { startPostgres, startRedis } from "@millrace/embedded";
import { Client } from "pg";

/** Name of the migrated database from which each test database is cloned. */
export const TEMPLATE_DATABASE = "millrace_template";

/**
 * Starts PostgreSQL and Redis before all tests (`TEST_DATABASE_URL` and `TEST_REDIS_URL`, otherwise embedded ones
 * without durability), and creates a migrated template database and a folder for temporary files. Returns a function
 * that stops and removes everything.
 */
export default async function startTestServers(): Promise<() => Promise<void>> {
  // Sandboxes read files of the tests as another user. The test processes inherit this umask.
  process.umask(0o022);
  const stops: (() => Promise<void>)[] = [];
  if (!process.env.TEST_DATABASE_URL) {
    const dir = mkdtempSync(join(tmpdir(), "millrace-test-"));
    const postgres = await startPostgres({ dir, durable: false });
    process.env.TEST_DATABASE_URL = postgres.url;
    stops.push(async () => {
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    });
  }
  if (!process.env.TEST_REDIS_URL) {
    const redis = await startRedis();
    process.env.TEST_REDIS_URL = redis.url;
    stops.push(redis.stop);
  }
  await createTemplate(process.env.TEST_DATABASE_URL);
  stops.push(keepTemporaryFiles());
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Makes processes started later put their temporary files into one folder that other accounts can reach. */
function keepTemporaryFiles(): () => Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "millrace-tmp-"));
  chmodSync(dir, 0o755);
  process.env.TMPDIR = dir;
  return async () => rmSync(dir, { recursive: true, force: true });
}

async function createTemplate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${TEMPLATE_DATABASE} with (force)`);
  await admin.query(`create database ${TEMPLATE_DATABASE}`);
  await admin.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  await migrate(template.href);
}
