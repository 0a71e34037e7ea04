import type pg from "pg";
import { PrismaClient } from "./generated/client";
import { connectionTimeouts, DATABASE_TIMEOUTS, type DatabaseTimeouts, openScopedPool } from "./pool";
import { type Queryable, queryable } from "./sql";
import { storableAdapter } from "./storable-adapter";
import { inTransaction, type TransactionLimits } from "./transaction";

/** A database: Prisma for ordinary reads and writes, SQL where one statement must do it all. Both share the pool. */
export type Db = Queryable & {
  readonly prisma: PrismaClient;
  /** Runs `work` in one transaction at READ COMMITTED: each statement sees what is committed when it starts. */
  transaction<T>(work: (tx: Queryable) => Promise<T>, limits?: TransactionLimits): Promise<T>;
  close(): Promise<void>;
};

/**
 * Opens a database; connections are made as they are needed.
 * @param options.connectionsMax maximum connections of this process. Defaults to 10.
 * @param options.onError called with errors of connections, idle or in use; the pool replaces them
 */
export function createDb(options: {
  url: string;
  connectionsMax?: number;
  applicationName?: string;
  timeouts?: Partial<DatabaseTimeouts>;
  onError?: (error: Error) => void;
}): Db {
  const pool = openScopedPool(
    {
      connectionString: options.url,
      max: options.connectionsMax ?? 10,
      application_name: options.applicationName ?? "millrace",
      ...connectionTimeouts({ ...DATABASE_TIMEOUTS, ...options.timeouts }),
    },
    (error) => options.onError?.(error),
  );
  return dbOver(pool);
}

/** Returns a database over a pool. Apps use {@link createDb}, whose pool knows scopes. */
export function dbOver(pool: pg.Pool): Db {
  const prisma = new PrismaClient({ adapter: storableAdapter(pool) });
  return {
    prisma,
    ...queryable(pool),
    transaction: (work, limits) => inTransaction(pool, work, limits),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
