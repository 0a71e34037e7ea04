import { Redis } from "ioredis";

/** Prefix of every key in Redis. */
export const KEY_PREFIX = "millrace";

const RECONNECT_MS_MAX = 2_000;

/** Less than a database transaction may be idle: the relay publishes inside of one. */
const ANSWER_MS_MAX = 4_000;

/** Producers fail immediately while Redis is away, and soon if it is frozen: their jobs stay in the outbox. */
export const PRODUCER_OPTIONS = {
  connectTimeout: ANSWER_MS_MAX,
  commandTimeout: ANSWER_MS_MAX,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  retryStrategy: reconnectDelay,
} as const;

export const producerConnection = (url: string) => ({ url, ...PRODUCER_OPTIONS });

/** Consumers wait for Redis to come back, however long it takes. */
export const consumerConnection = (url: string) => ({ url, maxRetriesPerRequest: null, retryStrategy: reconnectDelay });

function reconnectDelay(times: number): number {
  return Math.min(50 * 2 ** times, RECONNECT_MS_MAX);
}

/**
 * Runs `use` with a dedicated connection.
 *
 * @throws Error with the reason why Redis can't be reached, or the error of `use`
 */
export async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: ANSWER_MS_MAX,
    commandTimeout: ANSWER_MS_MAX,
    retryStrategy: () => null,
  });
  // `connect` rejects only with "Connection is closed."
  let reason: Error | undefined;
  redis.on("error", (error: Error) => {
    reason = error;
  });
  try {
    await redis.connect().catch((error: Error) => {
      const cause = reason ?? error;
      throw new Error(`Can't reach Redis: ${cause.message}`, { cause });
    });
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/**
 * Throws if Redis drops keys when its memory is full: it would drop jobs. Returns `unknown` for servers that don't
 * support CONFIG, as many managed ones.
 */
export async function assertNoEviction(url: string): Promise<"noeviction" | "unknown"> {
  const policy = await withRedis(url, async (redis) => {
    const answer = (await redis.config("GET", "maxmemory-policy").catch((error: Error) => {
      if (/unknown command|NOPERM/i.test(error.message)) return [];
      throw error;
    })) as string[];
    return answer[1];
  });
  if (policy === undefined) return "unknown";
  if (policy !== "noeviction") {
    throw new Error(
      `Redis has maxmemory-policy "${policy}", which drops jobs when memory is full. Set it to "noeviction".`,
    );
  }
  return "noeviction";
}

/** Returns the fraction of its memory limit that Redis uses, or undefined without a limit. At 1 it rejects jobs. */
export async function memoryInUse(url: string): Promise<number | undefined> {
  const info = await withRedis(url, (redis) => redis.info("memory"));
  const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
  const limit = figure("maxmemory");
  return limit === 0 ? undefined : figure("used_memory") / limit;
}
