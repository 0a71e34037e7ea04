import { join } from "node:path";
import { type PostgresServer, startPostgres } from "@millrace/embedded";
import pg from "pg";
import { pass } from "../wait";

/** How long a query of the suite waits for a database that a fault has taken away. */
const PATIENCE_MS = 40_000;
/** Name of the suite's own connections, which no fault ends. */
const OWN_NAME = "millrace-faults";
/** The way in which PostgreSQL is stopped: as a person does, immediately, or as a crash. */
export type StopMode = "fast" | "immediate" | "crash";

const SIGNALS = { fast: "SIGINT", immediate: "SIGQUIT", crash: "SIGKILL" } as const;

/** A PostgreSQL of the stack's own, durable, that faults can take away and bring back. */
export type Database = {
  readonly url: string;
  /** Runs a query on the suite's own connection; waits through outages. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends every connection of the apps and returns how many there were. */
  terminateBackends(): Promise<number>;
  /** Opens a connection that holds what `statement` locks until it is released. */
  lock(statement: string): Promise<{ release(): Promise<void> }>;
  stop(mode: StopMode): Promise<void>;
  /** Starts it again, on the same port and data; does nothing while it runs. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Starts PostgreSQL below `dir`. */
export async function openDatabase(dir: string): Promise<Database> {
  const options = { dir: join(dir, "postgres") };
  let server: PostgresServer = await startPostgres(options);
  const { url } = server;
  const port = Number(new URL(url).port);
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    application_name: OWN_NAME,
    connectionTimeoutMillis: 5_000,
  });
  pool.on("error", () => undefined); // an idle connection that a fault ended; the pool replaces it

  const isRunning = () => server.process.exitCode === null && server.process.signalCode === null;
  const start = async (): Promise<void> => {
    const deadline = performance.now() + PATIENCE_MS;
    // After a crash, the children of the old server hold its shared memory for a moment.
    while (!isRunning()) {
      try {
        server = await startPostgres({ ...options, port });
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await pass(200);
      }
    }
  };
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return (await pool.query(text, [...values])).rows as Row[];
      } catch (error) {
        if (!isOutage(error) || performance.now() > deadline) throw error;
        await pass(100);
      }
    }
  };

  return {
    url,
    query,
    start,
    async terminateBackends() {
      const ended = await query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name <> $1 and pid <> pg_backend_pid() and backend_type = 'client backend'",
        [OWN_NAME],
      );
      return ended.length;
    },
    async lock(statement) {
      const client = new pg.Client({ connectionString: url, application_name: OWN_NAME });
      client.on("error", () => undefined);
      await client.connect();
      await client.query(
        "set idle_in_transaction_session_timeout = 0; set lock_timeout = 0; set statement_timeout = 0",
      );
      await client.query("begin");
      await client.query(statement);
      return { release: () => client.end() };
    },
    async stop(mode) {
      if (!isRunning()) return;
      const exited = new Promise((resolve) => server.process.once("exit", resolve));
      server.process.kill(SIGNALS[mode]);
      await exited;
    },
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

/** Whether the database was away: no SQL state, or one that says that the connection ended or that it restarts. */
function isOutage(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P)/.test(code);
}
