import { setTimeout as delay } from "node:timers/promises";

const FIRST_DELAY_MS = 50;
const DELAY_MS_MAX = 1_000;

/**
 * Does `work` again while it fails, for at most `forMs`: a database that restarts costs no run. What is done again must
 * be harmless when it had been done.
 */
export async function retryDuringOutage<T>(forMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + forMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, DELAY_MS_MAX)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() + delayMs > deadline) throw error;
      await delay(delayMs);
    }
  }
}
