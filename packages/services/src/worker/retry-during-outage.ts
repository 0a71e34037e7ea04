import { setTimeout as delay } from "node:timers/promises";
import { isDataError } from "./data-error";

const FIRST_DELAY_MS = 50;
const DELAY_MS_MAX = 1_000;

/**
 * Repeats `work` while it fails, for up to `forMs`, so that a database restart costs no run. Repeating `work` after it
 * succeeded must be harmless.
 * @param signal ends the repetition: the run was lost in the meantime
 * @throws the last error; an error of the data immediately, because waiting can't help
 */
export async function retryDuringOutage<T>(forMs: number, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const deadline = performance.now() + forMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, DELAY_MS_MAX)) {
    try {
      return await work();
    } catch (error) {
      if (isDataError(error) || signal?.aborted || performance.now() + delayMs > deadline) throw error;
      await delay(delayMs);
    }
  }
}
