import type { RateLimiter } from "@millrace/core";
import { DomainError } from "@millrace/core";
import { networkOf } from "./network-of";

/**
 * Takes one attempt from every bucket.
 *
 * @throws {DomainError} `too_many_attempts` when one is used up
 */
export async function takeAttempts(limiter: RateLimiter, buckets: readonly string[], max: number): Promise<void> {
  const verdicts = await Promise.all(buckets.map((bucket) => limiter.take(bucket, { max, windowSeconds: 60 })));
  const exhausted = verdicts.filter((verdict) => !verdict.allowed);
  if (exhausted.length === 0) return;
  const seconds = Math.max(...exhausted.map((verdict) => verdict.resetSeconds));
  throw new DomainError(
    "overLimit",
    "too_many_attempts",
    `Too many attempts (limit: ${max} per minute). Try again in ${seconds} seconds.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}

/** One address can be an office or a proxy of many people: its limit is that of this many accounts. */
export const PEOPLE_PER_ADDRESS = 10;

/** Returns the bucket of an address's network; none when the address is unknown, because everyone would share it. */
export const addressBuckets = (what: string, client: { readonly ip?: string | undefined }): string[] =>
  client.ip === undefined ? [] : [`${what}:address:${networkOf(client.ip)}`];
