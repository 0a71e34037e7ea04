import { setTimeout as delay } from "node:timers/promises";
import type { AppProcess } from "./app-process";

const LOOK_AGAIN_MS = 20;
/** From a sandbox being started to its runtime being ready, and the refill of the pool that a run asked for. */
const SETTLE_MS = 150;

/** Waits until the worker's warm sandboxes are there again and what the last run left has been cleaned up. */
export async function untilWarm(worker: AppProcess): Promise<void> {
  await delay(SETTLE_MS);
  while ((await worker.metric("sandboxes_warm")) === 0) await delay(LOOK_AGAIN_MS);
}
