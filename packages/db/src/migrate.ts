import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrationAdapter } from "./migration-adapter";
import { NO_FILTERS, withSchemaEngine } from "./schema-engine";

/** Any number that nobody else locks: processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_211_001;

export const PRISMA_DIR = fileURLToPath(new URL("../../../prisma", import.meta.url));

/**
 * Brings a database up to date with `prisma/migrations`; does nothing when it already is.
 * @returns the names of the migrations that were applied
 */
export async function migrate(url: string, options: { prismaDir?: string } = {}): Promise<readonly string[]> {
  const prismaDir = options.prismaDir ?? PRISMA_DIR;
  const lock = new pg.Client({ connectionString: url });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await lock.connect();
    await lock.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await applyMigrations(pool, prismaDir);
  } finally {
    await Promise.all([lock.end(), pool.end()]);
  }
}

async function applyMigrations(pool: pg.Pool, prismaDir: string): Promise<readonly string[]> {
  const baseDir = join(prismaDir, "migrations");
  const [schema, lockfile, migrationDirectories] = await Promise.all([
    readFile(join(prismaDir, "schema.prisma"), "utf8"),
    readFile(join(baseDir, "migration_lock.toml"), "utf8"),
    readMigrations(baseDir),
  ]);
  const { appliedMigrationNames } = await withSchemaEngine(
    migrationAdapter(pool),
    [["schema.prisma", schema]],
    (engine) =>
      engine.applyMigrations({
        migrationsList: {
          baseDir,
          lockfile: { path: "migration_lock.toml", content: lockfile },
          shadowDbInitScript: "",
          migrationDirectories,
        },
        filters: NO_FILTERS,
      }),
  );
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
