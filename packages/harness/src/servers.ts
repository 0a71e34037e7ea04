import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@millrace/db/migrate";
import { startPostgres, startRedis } from "@millrace/embedded";
import { Client } from "pg";

/** Name of the migrated database that each test database is cloned from. */
export const TEMPLATE_DATABASE = "millrace_template";

/**
 * Before all tests: PostgreSQL and Redis (`TEST_DATABASE_URL` and `TEST_REDIS_URL`, else our own without durability),
 * a migrated template database, and one folder for whatever tests leave behind. Returns what stops and removes all of it.
 */
export default async function startTestServers(): Promise<() => Promise<void>> {
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

/** Processes that start from now on have their temporary files in one folder, which other accounts can reach. */
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
