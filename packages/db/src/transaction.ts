import pg from "pg";
import { type Queryable, queryable, sql } from "./sql";

/** Limits of one transaction in place of the connection's, in milliseconds. */
export type TransactionLimits = {
  /** For one statement. */
  readonly statementMs?: number;
  /** Between two statements. */
  readonly idleMs?: number;
};

/** Runs `work` in a transaction on a connection of the pool. A connection that broke is closed, not reused. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: Queryable) => Promise<T>,
  limits: TransactionLimits = {},
): Promise<T> {
  const client = await pool.connect();
  const connection = watchConnection(client);
  try {
    await client.query("begin");
    await applyLimits(connection.tx, limits);
    const result = await work(connection.tx);
    await client.query("commit");
    return result;
  } catch (error) {
    if (!connection.broken()) await client.query("rollback").catch(connection.note);
    throw error;
  } finally {
    client.release(connection.broken());
  }
}

/** Notices errors of the connection itself, as opposed to statements that the server rejected. */
function watchConnection(client: pg.PoolClient) {
  let broken: Error | undefined;
  const note = (error: Error): void => {
    if (!(error instanceof pg.DatabaseError)) broken = error;
  };
  const noted = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: Error) => {
      note(error);
      throw error;
    });
  const { query, execute } = queryable(client);
  const tx: Queryable = {
    query: (statement) => noted(query(statement)),
    execute: (statement) => noted(execute(statement)),
  };
  return { tx, note, broken: () => broken };
}

async function applyLimits(tx: Queryable, { statementMs, idleMs }: TransactionLimits): Promise<void> {
  if (statementMs !== undefined)
    await tx.execute(sql`select set_config('statement_timeout', ${String(statementMs)}, true)`);
  if (idleMs !== undefined)
    await tx.execute(sql`select set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true)`);
}
