import { DomainError } from "@millrace/core";

export type RateVerdict = { readonly allowed: boolean; readonly remaining: number; readonly resetSeconds: number };

/** Counts attempts per bucket; shared by all processes. */
export type RateLimiter = {
  take(bucket: string, limit: { readonly max: number; readonly windowSeconds: number }): Promise<RateVerdict>;
};

/** Takes one attempt of every bucket and refuses when one is used up. */
export async function takeAttempts(limiter: RateLimiter, buckets: readonly string[], max: number): Promise<void> {
  const verdicts = await Promise.all(buckets.map((bucket) => limiter.take(bucket, { max, windowSeconds: 60 })));
  const refused = verdicts.filter((verdict) => !verdict.allowed);
  if (refused.length === 0) return;
  const seconds = Math.max(...refused.map((verdict) => verdict.resetSeconds));
  throw new DomainError(
    "overLimit",
    "too_many_attempts",
    `Too many attempts (limit: ${max} per minute). Try again in ${seconds} seconds.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}

/** An office or a proxy is one address for many people: its limit is that of so many accounts. */
export const PEOPLE_PER_ADDRESS = 10;

/** The bucket of an address; none when the address is unknown, since everybody would share it. */
export const addressBuckets = (what: string, client: { readonly ip?: string | undefined }): string[] =>
  client.ip === undefined ? [] : [`${what}:address:${client.ip}`];
