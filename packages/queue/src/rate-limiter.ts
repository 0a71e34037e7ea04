import type { RateLimiter } from "@millrace/core";
import { Redis } from "ioredis";
import { KEY_PREFIX, PRODUCER_OPTIONS } from "./connection";

export type RedisRateLimiter = RateLimiter & {
  /** Rejects while Redis does not answer. */
  ping(): Promise<unknown>;
  close(): Promise<void>;
};

/** Counts one attempt; the window starts with the first one. Answers the count and the milliseconds that are left. */
const TAKE = `
local count = redis.call("INCR", KEYS[1])
if count == 1 then redis.call("PEXPIRE", KEYS[1], ARGV[1]) end
return {count, redis.call("PTTL", KEYS[1])}`;

/** After a failure Redis is left alone for this long, so that its absence does not slow every request down. */
const ASK_AGAIN_MS = 2_000;

/**
 * Limits attempts per bucket, counted in Redis for all processes together. While Redis is away each process counts
 * for itself: no one is locked out, and no one can try without end.
 */
export function createRateLimiter(options: { url: string; onError?: (error: Error) => void }): RedisRateLimiter {
  const redis = new Redis(options.url, { ...PRODUCER_OPTIONS, enableOfflineQueue: true });
  redis.on("error", (error: Error) => options.onError?.(error));
  const local = createLocalCounter();
  let askAgainAt = 0;

  const inRedis = async (key: string, windowMs: number) => {
    if (Date.now() < askAgainAt) return undefined;
    try {
      const [count, leftMs] = (await redis.eval(TAKE, 1, key, windowMs)) as [number, number];
      return { count, leftMs };
    } catch (error) {
      askAgainAt = Date.now() + ASK_AGAIN_MS;
      options.onError?.(error as Error);
      return undefined;
    }
  };

  return {
    async take(bucket, { max, windowSeconds }) {
      const key = `${KEY_PREFIX}:rate:${bucket}`;
      const windowMs = windowSeconds * 1000;
      const counted = (await inRedis(key, windowMs)) ?? local(key, windowMs);
      return {
        allowed: counted.count <= max,
        remaining: Math.max(0, max - counted.count),
        resetSeconds: Math.max(1, Math.ceil(counted.leftMs / 1000)),
      };
    },
    ping: () => redis.ping(),
    async close() {
      redis.disconnect();
    },
  };
}

/** Buckets that one process counts while Redis is away. Beyond that, the oldest start again. */
const WINDOWS_MAX = 50_000;

function createLocalCounter() {
  const windows = new Map<string, { count: number; endsAt: number }>();
  return (key: string, windowMs: number) => {
    const now = Date.now();
    const open = windows.get(key);
    if (open !== undefined && open.endsAt <= now) windows.delete(key);
    const window = open !== undefined && open.endsAt > now ? open : { count: 0, endsAt: now + windowMs };
    window.count++;
    windows.set(key, window);
    const [oldest] = windows.keys();
    if (windows.size > WINDOWS_MAX && oldest !== undefined) windows.delete(oldest);
    return { count: window.count, leftMs: window.endsAt - now };
  };
}
