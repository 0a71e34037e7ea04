import type { RunFence } from "@millrace/core/run";
import type { StoredState } from "@millrace/protocol";
import type { WorkerRuns } from "./ports";

export type PoolWaitsOptions = {
  readonly runs: Pick<WorkerRuns, "takePoolSlot" | "releasePoolSlot">;
  readonly orgId: string;
  readonly runId: string;
  readonly fence: RunFence;
  /** Reads the current state of a step's asset, after the step got its slot; undefined for other steps. */
  readonly readState: (step: string) => Promise<StoredState | undefined>;
  readonly grant: (step: string, pool: string, state: StoredState | undefined) => void;
  readonly onPoolFreed: (listener: () => void) => () => void;
  readonly onError: (error: unknown) => void;
};

export type PoolWaits = {
  want(step: string, pool: string): void;
  /** Releases a slot once `stored` settles, so that the next holder sees what this step committed. */
  release(step: string, pool: string, stored: () => Promise<void>): void;
  /** Releases every slot and withdraws every request: the process that asked for them has ended. */
  endProcess(): Promise<void>;
  /** Stops waiting. Slots that are held are released with the run. */
  close(): void;
};

/** The safety net under notifications that were lost. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Takes slots in pools for the steps of a run, in the order in which they asked. Callers pass only steps and pools of the
 * run's plan, which bounds what is remembered here.
 */
export function poolWaits(options: PoolWaitsOptions): PoolWaits {
  const { runs, orgId, runId, fence } = options;
  const waiting = new Map<string, { step: string; pool: string }>();
  const releasing = new Map<string, Promise<void>>();
  const held = new Map<string, { step: string; pool: string }>();
  let isLooking = false;
  let lookAgain = false;

  const look = async (): Promise<void> => {
    do {
      lookAgain = false;
      for (const [key, { step, pool }] of [...waiting]) {
        await releasing.get(key);
        const slot = { ...fence, step, pool };
        if ((await runs.takePoolSlot(orgId, runId, slot)) !== "granted") continue;
        const state = await options.readState(step);
        if (waiting.delete(key)) {
          held.set(key, { step, pool });
          options.grant(step, pool, state);
        } else await runs.releasePoolSlot(orgId, runId, slot);
      }
    } while (lookAgain && waiting.size > 0);
  };
  const lookNow = (): void => {
    if (waiting.size === 0) return;
    lookAgain = true;
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(options.onError)
      .finally(() => {
        isLooking = false;
      });
  };
  const release: PoolWaits["release"] = (step, pool, stored) => {
    const key = JSON.stringify([step, pool]);
    held.delete(key);
    if (waiting.delete(key) || releasing.has(key)) return;
    const released = stored()
      .then(() => runs.releasePoolSlot(orgId, runId, { ...fence, step, pool }))
      .catch(options.onError)
      .finally(() => releasing.delete(key));
    releasing.set(key, released);
  };
  const stopListening = options.onPoolFreed(lookNow);
  const timer = setInterval(lookNow, LOOK_AGAIN_MS);

  return {
    want(step, pool) {
      waiting.set(JSON.stringify([step, pool]), { step, pool });
      lookNow();
    },
    release,
    async endProcess() {
      waiting.clear();
      for (const { step, pool } of [...held.values()]) release(step, pool, async () => undefined);
      await Promise.all(releasing.values());
    },
    close() {
      clearInterval(timer);
      stopListening();
      waiting.clear();
    },
  };
}
