// Writes prisma/migrations/0001_init/migration.sql: the difference from an empty database to prisma/schema.prisma.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PRISMA_DIR } from "../src/migrate";
import { offlineAdapter } from "../src/offline-adapter";
import { NO_FILTERS, withSchemaEngine } from "../src/schema-engine";

const schema = { path: "schema.prisma", content: await readFile(join(PRISMA_DIR, "schema.prisma"), "utf8") };

const { stdout } = await withSchemaEngine(offlineAdapter, [[schema.path, schema.content]], (engine) =>
  engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [schema] },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  }),
);
if (!stdout) throw new Error("The schema engine returned no SQL");

const folder = join(PRISMA_DIR, "migrations/0001_init");
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "migration.sql"), stdout);
