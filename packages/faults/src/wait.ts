import { setTimeout as delay } from "node:timers/promises";
import { Broken } from "./broken";

const LOOK_AGAIN_MS = 50;

/** Waits `ms` milliseconds: how long a fault lasts. */
export const pass = (ms: number): Promise<void> => delay(ms);

/**
 * Waits for `look` to return something other than undefined or false, and returns it.
 *
 * @param what ends the sentence "… did not happen within 5 s"
 * @throws {Broken} after `withinMs` milliseconds
 */
export async function until<T>(
  what: string,
  withinMs: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Broken(`${what}: not within ${withinMs / 1_000} s`);
    await delay(LOOK_AGAIN_MS);
  }
}
