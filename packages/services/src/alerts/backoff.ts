const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60_000;

/** How long an undelivered message is tried. */
export const DELIVERY_DEADLINE_MS = 24 * 60 * 60_000;

/** The pause after an attempt that reached no one: doubling from 5 s to an hour, half of it random. */
export function deliveryBackoffMs(attempts: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
