import { tmpdir } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** Runs `work` with an in-memory DuckDB whose limits leave enough memory for the rest of a 1 GiB sandbox. */
export async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const database = await DuckDBInstance.create(":memory:", {
    memory_limit: "400MB",
    threads: "2",
    temp_directory: tmpdir(),
  });
  const connection = await database.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/**
 * Returns the rows of a query as plain objects. Counts are cast to INTEGER or DOUBLE in the query, so that they are
 * numbers.
 */
export async function rowsOf<T>(connection: DuckDBConnection, query: string): Promise<T[]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRowObjects() as T[];
}

/** Returns a path as a SQL string. */
export const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
