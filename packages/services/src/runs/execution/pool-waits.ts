import type { RunFence } from "@millrace/core";
import type { ExecutionRuns } from "./ports";

export type PoolWaitsOptions = {
  readonly runs: Pick<ExecutionRuns, "takePoolSlot" | "releasePoolSlot">;
  readonly orgId: string;
  readonly runId: string;
  readonly fence: RunFence;
  readonly grant: (step: string, pool: string) => void;
  readonly onPoolFreed: (listener: () => void) => () => void;
  readonly onError: (error: unknown) => void;
};

export type PoolWaits = {
  want(step: string, pool: string): void;
  release(step: string, pool: string): void;
  /** Waits for none any more. Places that are held go with the run. */
  close(): void;
};

/** The safety net under notifications that were lost. */
const LOOK_AGAIN_MS = 2_000;

/** Gets the steps of a run their places in pools, in the order in which they asked. */
export function poolWaits(options: PoolWaitsOptions): PoolWaits {
  const { runs, orgId, runId, fence } = options;
  const waiting = new Map<string, { step: string; pool: string }>();
  let isLooking = false;
  let lookAgain = false;

  const look = async (): Promise<void> => {
    do {
      lookAgain = false;
      for (const [key, { step, pool }] of [...waiting]) {
        const answer = await runs.takePoolSlot(orgId, runId, { ...fence, step, pool });
        if (!waiting.has(key)) {
          if (answer === "granted") await runs.releasePoolSlot(orgId, runId, { ...fence, step, pool });
          continue;
        }
        if (answer !== "granted") continue;
        waiting.delete(key);
        options.grant(step, pool);
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
  const stopListening = options.onPoolFreed(lookNow);
  const timer = setInterval(lookNow, LOOK_AGAIN_MS);

  return {
    want(step, pool) {
      waiting.set(JSON.stringify([step, pool]), { step, pool });
      lookNow();
    },
    release(step, pool) {
      if (waiting.delete(JSON.stringify([step, pool]))) return;
      runs.releasePoolSlot(orgId, runId, { ...fence, step, pool }).catch(options.onError);
    },
    close() {
      clearInterval(timer);
      stopListening();
      waiting.clear();
    },
  };
}
