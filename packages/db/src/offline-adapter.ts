import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";

const BOOLEAN = 5;
const TEXT = 7;
const INT32 = 0;

const refuse = (): never => {
  throw new Error("This adapter has no database behind it");
};

/** Answers the one question that the schema engine asks before it compares schemas: which server it speaks to. */
const adapter: SqlDriverAdapter = {
  provider: "postgres",
  adapterName: "offline",
  queryRaw: async () => ({
    columnNames: ["exists", "version", "numeric_version"],
    columnTypes: [BOOLEAN, TEXT, INT32],
    rows: [[true, "PostgreSQL 18.0", 180_000]],
  }),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: async () => {},
};

/** For work that needs the engine but no database: writing a migration from the schema. */
export const offlineAdapter: SqlMigrationAwareDriverAdapterFactory = {
  provider: "postgres",
  adapterName: "offline",
  connect: async () => adapter,
  connectToShadowDb: refuse,
};
