import type { RuntimeToWorker } from "@millrace/protocol";
import { type Deferred, deferred } from "../run/deferred";
import type { PoolPort } from "../run/ports";

/** Pool slots by asking the worker. */
export type WorkerPools = PoolPort & { granted(step: string, pool: string): void };

export function workerPools(send: (message: RuntimeToWorker) => void): WorkerPools {
  const waiting = new Map<string, Deferred<void>>();
  const id = (step: string, pool: string): string => JSON.stringify([step, pool]);
  return {
    granted: (step, pool) => waiting.get(id(step, pool))?.resolve(),
    async acquire(step, pool, signal) {
      const grant = deferred<void>();
      const release = (): void => send({ type: "poolReleased", step, pool });
      const onAbort = (): void => grant.reject(signal.reason);
      waiting.set(id(step, pool), grant);
      signal.addEventListener("abort", onAbort, { once: true });
      send({ type: "poolWanted", step, pool });
      try {
        await grant.promise;
        return release;
      } catch (error) {
        release();
        throw error;
      } finally {
        waiting.delete(id(step, pool));
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}
