import pg from "pg";
import { DATABASE_TIMEOUTS, keepAlive } from "./pool";

export type Listener = { close(): Promise<void> };

type ListenOptions<Channel extends string> = {
  url: string;
  channels: readonly Channel[];
  onNotification: (channel: Channel, payload: string) => void;
  /** Called after each (re)connection: notifications in between are lost, so the caller must look for changes. */
  onConnect?: () => void;
  onError?: (error: Error) => void;
  /** How often to check that the server still answers. Defaults to 10 seconds. */
  pingMs?: number;
};

const RECONNECT_MS = { first: 100, max: 5_000 };
const PING_MS = 10_000;

/** Listens to PostgreSQL notifications on a dedicated connection, and connects again when it breaks or doesn't answer. */
export async function listen<Channel extends string>(options: ListenOptions<Channel>): Promise<Listener> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let delayMs = RECONNECT_MS.first;
  let isClosed = false;
  const report = (error: Error) => options.onError?.(error);

  const reconnect = () => {
    client = undefined;
    if (isClosed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      connect().catch((error: Error) => {
        report(error);
        delayMs = Math.min(delayMs * 2, RECONNECT_MS.max);
        reconnect();
      });
    }, delayMs);
  };

  const notify = (channel: Channel, payload: string) => {
    try {
      options.onNotification(channel, payload);
    } catch (error) {
      report(error as Error);
    }
  };

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: "millrace-listen",
      connectionTimeoutMillis: DATABASE_TIMEOUTS.connectMs,
      query_timeout: DATABASE_TIMEOUTS.connectMs,
      ...keepAlive(PING_MS / 1_000),
    });
    let hasConnected = false;
    next.on("error", report);
    next.on("end", () => hasConnected && reconnect());
    next.on("notification", ({ channel, payload }) => notify(channel as Channel, payload ?? ""));
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${next.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(report);
      throw error;
    }
    if (isClosed) return next.end();
    hasConnected = true;
    client = next;
    delayMs = RECONNECT_MS.first;
    options.onConnect?.();
  };

  await connect();
  const ping = setInterval(() => {
    const pinged = client;
    pinged?.query("select 1").catch((error: Error) => {
      report(error);
      // Ends the connection without waiting for the query that got no answer; `end` then reconnects.
      pinged.end().catch(report);
    });
  }, options.pingMs ?? PING_MS);
  return {
    async close() {
      isClosed = true;
      clearInterval(ping);
      clearTimeout(timer);
      await client?.end();
    },
  };
}
