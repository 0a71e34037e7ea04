const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Returns how long to wait before a process is restarted, in milliseconds: twice as long after each failure. */
export const restartDelayMs = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
