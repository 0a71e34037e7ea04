import type { RuntimeToWorker, StoredState } from "@millrace/protocol";
import { type Deferred, deferred } from "../run/deferred";
import type { PoolPort } from "../run/ports";

/** Pools whose slots are requested from the worker. */
export type WorkerPools = PoolPort & { granted(step: string, pool: string, state: StoredState | undefined): void };

export function workerPools(send: (message: RuntimeToWorker) => void): WorkerPools {
  const waiting = new Map<string, Deferred<StoredState | undefined>>();
  const id = (step: string, pool: string): string => JSON.stringify([step, pool]);
  return {
    granted: (step, pool, state) => waiting.get(id(step, pool))?.resolve(state),
    async acquire(step, pool, signal) {
      const grant = deferred<StoredState | undefined>();
      const release = (): void => send({ type: "poolReleased", step, pool });
      const onAbort = (): void => grant.reject(signal.reason);
      waiting.set(id(step, pool), grant);
      signal.addEventListener("abort", onAbort, { once: true });
      send({ type: "poolWanted", step, pool });
      try {
        return { state: await grant.promise, release };
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
