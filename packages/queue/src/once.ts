import { Redis } from "ioredis";
import { KEY_PREFIX, producerConnection } from "./connection";

/** Remembers what happened, for all processes together and across restarts. */
export type Once = {
  /** Returns true the first time that a key is claimed within `ttlMs`. Rejects while Redis doesn't answer. */
  claim(key: string, ttlMs: number): Promise<boolean>;
  /** Lets a key be claimed again. */
  release(key: string): Promise<void>;
  close(): Promise<void>;
};

/** Creates a memory of keys in Redis. */
export function createOnce(options: { url: string; onError?: (error: Error) => void }): Once {
  const { url: _, ...connection } = producerConnection(options.url);
  const redis = new Redis(options.url, { ...connection, enableOfflineQueue: true });
  redis.on("error", (error: Error) => options.onError?.(error));
  const keyOf = (key: string) => `${KEY_PREFIX}:once:${key}`;
  return {
    claim: async (key, ttlMs) => (await redis.set(keyOf(key), "1", "PX", ttlMs, "NX")) === "OK",
    release: async (key) => {
      await redis.del(keyOf(key));
    },
    async close() {
      redis.disconnect();
    },
  };
}
