import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { MIGRATION_LOCK } from "./locks";
import { migrationAdapter } from "./migration-adapter";
import { keepAlive, openPool } from "./pool";
import { NO_FILTERS, withSchemaEngine } from "./schema-engine";

export const PRISMA_DIR = fileURLToPath(new URL("../../../prisma", import.meta.url));

/** How long to wait for another process that migrates the same database. */
const LOCK_MS = 600_000;

/**
 * Applies the migrations in `prisma/migrations` that the database lacks. Processes that start together migrate one at a time.
 * Statements have no time limit.
 * @returns the names of the migrations that were applied
 * @throws with what the server rejected, if a migration fails
 */
export async function migrate(url: string, options: { prismaDir?: string } = {}): Promise<readonly string[]> {
  const prismaDir = options.prismaDir ?? PRISMA_DIR;
  const config = { connectionString: url, max: 1, ...keepAlive(10) };
  const pools = [openPool(config, ignore), openPool(config, ignore)] as const;
  const [locking, migrating] = pools;
  const lock = await locking.connect();
  try {
    await lock.query(`set lock_timeout = ${LOCK_MS}`);
    await lock.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await applyMigrations(migrating, prismaDir);
  } finally {
    // Closing the connection releases the lock.
    lock.release(true);
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

/** The statement in progress fails with the same error. */
const ignore = () => {};

async function applyMigrations(pool: pg.Pool, prismaDir: string): Promise<readonly string[]> {
  const baseDir = join(prismaDir, "migrations");
  const [schema, lockfile, migrationDirectories] = await Promise.all([
    readFile(join(prismaDir, "schema.prisma"), "utf8"),
    readFile(join(baseDir, "migration_lock.toml"), "utf8"),
    readMigrations(baseDir),
  ]);
  let rejected: Error | undefined;
  const adapter = migrationAdapter(pool, (error) => {
    rejected = error;
  });
  const { appliedMigrationNames } = await withSchemaEngine(adapter, [["schema.prisma", schema]], (engine) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir,
        lockfile: { path: "migration_lock.toml", content: lockfile },
        shadowDbInitScript: "",
        migrationDirectories,
      },
      filters: NO_FILTERS,
    }),
  ).catch((error: unknown) => {
    throw rejected ? new Error(`A migration failed: ${rejected.message}`, { cause: rejected }) : error;
  });
  return appliedMigrationNames;
}

async function readMigrations(baseDir: string) {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(join(baseDir, path, "migration.sql"), "utf8") },
      },
    })),
  );
}
