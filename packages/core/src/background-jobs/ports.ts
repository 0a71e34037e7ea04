import type { BackgroundJob, OutboxJob } from "./jobs";

/** Jobs that were written with the changes that cause them, and that wait for the relay. */
export type Outbox = {
  unscopedWrite(jobs: readonly BackgroundJob[]): Promise<readonly OutboxJob[]>;
  /**
   * Publishes due jobs and marks them as sent; returns how many. If `publish` throws, everything stays unsent. A crash
   * between the two publishes twice, which the jobs' IDs and fences make harmless.
   */
  unscopedRelay(limit: number, publish: (jobs: readonly OutboxJob[]) => Promise<void>): Promise<number>;
  unscopedMarkSent(jobs: readonly OutboxJob[]): Promise<void>;
  /** Makes every job due again that was sent within this time; returns how many. */
  unscopedResend(sinceMs: number): Promise<number>;
  /** Deletes jobs that were sent longer ago than this; returns how many. */
  unscopedPrune(olderThanMs: number): Promise<number>;
  /** How many due jobs are unpublished, and the age of the oldest. */
  unscopedLag(): Promise<{ waiting: number; oldestSeconds: number }>;
};
