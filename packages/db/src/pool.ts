import pg from "pg";
import { ROLES } from "./tenancy/roles";
import { prepareScopes, ScopedClient } from "./tenancy/scoped-client";

/** How long a connection may wait, in milliseconds. Nothing in the platform waits for the database without a limit. */
export type DatabaseTimeouts = {
  /** For a free connection of the pool, or a new one. */
  readonly connectMs: number;
  /** For one statement, on the server. */
  readonly statementMs: number;
  /** For a lock, on the server. */
  readonly lockMs: number;
  /** Between two statements of a transaction: a frozen process loses its transaction and with it the locks. */
  readonly idleInTransactionMs: number;
  /** For the answer to one statement, in this process: a server that is frozen ends no statement itself. */
  readonly answerMs: number;
  /** For a peer that acknowledges nothing (a machine that lost power or its network), on the server. */
  readonly deadPeerMs: number;
};

export const DATABASE_TIMEOUTS: DatabaseTimeouts = {
  connectMs: 5_000,
  statementMs: 30_000,
  lockMs: 3_000,
  idleInTransactionMs: 5_000,
  answerMs: 35_000,
  deadPeerMs: 10_000,
};

/** Time-outs of a connection as `pg` takes them. Parameters in the URL of the database win over these. */
export function connectionTimeouts(timeouts: DatabaseTimeouts) {
  const { deadPeerMs } = timeouts;
  const keepAliveSeconds = Math.ceil(deadPeerMs / 2_000);
  return {
    connectionTimeoutMillis: timeouts.connectMs,
    statement_timeout: timeouts.statementMs,
    lock_timeout: timeouts.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
    query_timeout: timeouts.answerMs,
    ...keepAlive(keepAliveSeconds),
    options: `-c tcp_user_timeout=${deadPeerMs} -c tcp_keepalives_idle=${keepAliveSeconds} -c tcp_keepalives_interval=${keepAliveSeconds} -c tcp_keepalives_count=2`,
  };
}

/** Lets the operating system notice a server that is gone. */
export const keepAlive = (seconds: number) => ({ keepAlive: true, keepAliveInitialDelayMillis: seconds * 1_000 });

/**
 * Opens a pool whose connections have an error listener for as long as they live. `pg` removes its own while a connection
 * is in use, and an `error` event without a listener ends the process.
 */
export function openPool(config: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on("connect", (client) => client.on("error", onError));
  // The client's own listener has reported it.
  pool.on("error", () => {});
  return pool;
}

/**
 * Opens the pool of an app: its statements run as the application's role, in the scope of their sender.
 * @param config.connectionString `options` in it are added to the pool's own and win over them
 */
export function openScopedPool(
  { connectionString, options, ...config }: pg.PoolConfig & { readonly connectionString: string; options: string },
  onError: (error: Error) => void,
): pg.Pool {
  const url = new URL(connectionString);
  const added = url.searchParams.get("options");
  url.searchParams.delete("options");
  const pool = openPool(
    {
      ...config,
      connectionString: url.href,
      options: [options, `-c role=${ROLES.application}`, added ?? ""].join(" "),
      Client: ScopedClient as unknown as typeof pg.Client,
      onConnect: prepareScopes,
    } as pg.PoolConfig,
    onError,
  );
  pool.query = queryInScope(pool);
  return pool;
}

/**
 * Waits for a connection and then sends the statement, as the pool itself does, but in the caller's scope: the pool sends
 * it in that of the caller that returned the connection.
 */
function queryInScope(pool: pg.Pool): pg.Pool["query"] {
  const query = async (statement: pg.QueryConfig): Promise<pg.QueryResult> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return await client.query(statement);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return query as pg.Pool["query"];
}
