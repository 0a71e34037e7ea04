import { setTimeout as wait } from "node:timers/promises";

/**
 * Makes work that a stranger asks for take at least `minMs`, whether it succeeds or fails, so that the time doesn't
 * reveal which branch it took, such as whether an address has an account.
 */
export async function inEvenTime<T>(minMs: number, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), wait(minMs)]);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}
