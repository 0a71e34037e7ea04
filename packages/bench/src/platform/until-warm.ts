import { setTimeout as delay } from "node:timers/promises";
import type { AppProcess } from "./app-process";

const LOOK_AGAIN_MS = 20;
/** Time for a started sandbox to become ready, and for the refill of the pool after a run. */
const SETTLE_MS = 150;

/** Waits until the worker's warm sandboxes are ready and the last run has been cleaned up. */
export async function untilWarm(worker: AppProcess): Promise<void> {
  await delay(SETTLE_MS);
  while ((await worker.metric("sandboxes_warm")) === 0) await delay(LOOK_AGAIN_MS);
}
