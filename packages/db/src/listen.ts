import pg from "pg";

export type Listener = { close(): Promise<void> };

type ListenOptions<Channel extends string> = {
  url: string;
  channels: readonly Channel[];
  onNotification: (channel: Channel, payload: string) => void;
  /** Called after each (re)connection: what was notified in between is lost, so that the caller looks by itself. */
  onConnect?: () => void;
  onError?: (error: Error) => void;
};

const RECONNECT_MS = { first: 100, max: 5_000 };

/** Listens to PostgreSQL notifications on a connection of its own, and connects again when it breaks. */
export async function listen<Channel extends string>(options: ListenOptions<Channel>): Promise<Listener> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let delayMs = RECONNECT_MS.first;
  let isClosed = false;

  const reconnect = () => {
    client = undefined;
    if (isClosed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      connect().catch((error: Error) => {
        options.onError?.(error);
        delayMs = Math.min(delayMs * 2, RECONNECT_MS.max);
        reconnect();
      });
    }, delayMs);
  };

  const connect = async () => {
    const next = new pg.Client({ connectionString: options.url, application_name: "millrace-listen", keepAlive: true });
    let hasConnected = false;
    next.on("error", (error) => options.onError?.(error));
    next.on("end", () => hasConnected && reconnect());
    next.on("notification", ({ channel, payload }) => options.onNotification(channel as Channel, payload ?? ""));
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${next.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch((cause: Error) => options.onError?.(cause));
      throw error;
    }
    if (isClosed) return next.end();
    hasConnected = true;
    client = next;
    delayMs = RECONNECT_MS.first;
    options.onConnect?.();
  };

  await connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
