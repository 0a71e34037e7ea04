import { DEFAULTS, type RateLimiter } from "@millrace/core";
import { addressBuckets, PEOPLE_PER_ADDRESS, takeAttempts } from "../rate-limiter";
import type { Client } from "./client";

export type AttemptDeps = {
  readonly rateLimiter: RateLimiter;
  /** Of one account; the operator's. */
  readonly attemptsPerMinuteMax?: number | undefined;
};

/**
 * Takes one attempt at `what` (sign-in, sign-up, …) of the account and of the network address.
 * @throws DomainError `too_many_attempts`
 */
export async function takeAccountAttempt(
  { rateLimiter, attemptsPerMinuteMax }: AttemptDeps,
  what: string,
  account: string,
  client: Client,
): Promise<void> {
  const max = attemptsPerMinuteMax ?? DEFAULTS.rates.signInAttemptsPerMinute;
  await takeAttempts(rateLimiter, [`${what}:account:${account}`], max);
  await takeAttempts(rateLimiter, addressBuckets(what, client), max * PEOPLE_PER_ADDRESS);
}
