import { Redis } from "ioredis";
import { KEY_PREFIX, PRODUCER_OPTIONS } from "./connection";

const EPOCH_KEY = `${KEY_PREFIX}:epoch`;

export type EpochWatch = {
  /** Resolves to true once after Redis lost its data: a flush, a restart without persistence, a failover to an empty replica. */
  wasLost(): Promise<boolean>;
  close(): void;
};

/** Sets a key in Redis and notices when it is gone: then everything else that Redis held is gone too. */
export function watchEpoch(options: { url: string; onError: (error: Error) => void }): EpochWatch {
  const redis = new Redis(options.url, PRODUCER_OPTIONS);
  redis.on("error", options.onError);
  return {
    wasLost: async () => (await redis.set(EPOCH_KEY, String(Date.now()), "NX")) === "OK",
    close: () => redis.disconnect(),
  };
}
