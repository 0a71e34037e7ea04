import { Redis } from "ioredis";
import { KEY_PREFIX, reconnectDelay } from "./connection";

const EPOCH_KEY = `${KEY_PREFIX}:epoch`;

export type EpochWatch = {
  /** True once after the queue's memory was lost (a flush, a restart without persistence, a failover to an empty replica). */
  wasLost(): Promise<boolean>;
  close(): void;
};

/** Leaves a mark in Redis and notices when it is gone: everything else that Redis held is gone as well. */
export function watchEpoch(options: { url: string; onError: (error: Error) => void }): EpochWatch {
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: reconnectDelay,
  });
  redis.on("error", options.onError);
  return {
    wasLost: async () => (await redis.set(EPOCH_KEY, String(Date.now()), "NX")) === "OK",
    close: () => redis.disconnect(),
  };
}
