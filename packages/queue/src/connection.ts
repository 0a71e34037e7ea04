import { Redis } from "ioredis";

/** All keys of ours in Redis start with it. */
export const KEY_PREFIX = "millrace";

const RECONNECT_MS_MAX = 2_000;

/** Producers fail at once while Redis is away: what they had to say stays in the outbox. */
export const producerConnection = (url: string) => ({
  url,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  retryStrategy: reconnectDelay,
});

/** Consumers wait for Redis to come back, however long that takes. */
export const consumerConnection = (url: string) => ({ url, maxRetriesPerRequest: null, retryStrategy: reconnectDelay });

export const reconnectDelay = (times: number): number => Math.min(50 * 2 ** times, RECONNECT_MS_MAX);

/**
 * Runs `use` with a connection of its own.
 *
 * @throws {Error} that says why Redis cannot be reached, or what `use` throws
 */
export async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  // `connect` says only that the connection is closed.
  let refusal: Error | undefined;
  redis.on("error", (error: Error) => {
    refusal = error;
  });
  try {
    await redis.connect().catch((error: Error) => {
      const cause = refusal ?? error;
      throw new Error(`Can't reach Redis: ${cause.message}`, { cause });
    });
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/**
 * Refuses a Redis that may drop keys when its memory is full: it would drop work.
 * Servers that do not answer CONFIG (managed ones often do not) are taken at their operator's word.
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

/** How full Redis is, from 0 to 1; undefined for one without a limit of its memory. At 1 it refuses work. */
export async function memoryInUse(url: string): Promise<number | undefined> {
  const info = await withRedis(url, (redis) => redis.info("memory"));
  const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
  const limit = figure("maxmemory");
  return limit === 0 ? undefined : figure("used_memory") / limit;
}
