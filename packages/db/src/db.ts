import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client";
import { type Queryable, queryable } from "./sql";

/** A database: Prisma for ordinary reads and writes, SQL for what must be one statement. Both share the pool. */
export type Db = Queryable & {
  readonly prisma: PrismaClient;
  /** Runs `work` in one transaction at READ COMMITTED: each statement sees what is committed when it starts. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Opens a database; connections are made as they are needed.
 * @param options.connectionsMax connections of this process at once
 * @param options.onError told of errors of idle connections (a server that restarts); the pool replaces them
 */
export function createDb(options: {
  url: string;
  connectionsMax?: number;
  applicationName?: string;
  onError?: (error: Error) => void;
}): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 10,
    application_name: options.applicationName ?? "millrace",
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", (error) => options.onError?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  return {
    prisma,
    ...queryable(pool),
    transaction: (work) => inTransaction(pool, work),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(queryable(client));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
