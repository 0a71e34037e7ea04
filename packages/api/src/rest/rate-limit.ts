import { DomainError, type RateVerdict } from "@millrace/core";

/** The classic headers and those of the IETF draft: neither has won yet. */
export function rateHeaders(verdict: RateVerdict, max: number, windowSeconds: number): Record<string, string> {
  return {
    "x-ratelimit-limit": String(max),
    "x-ratelimit-remaining": String(verdict.remaining),
    "x-ratelimit-reset": String(verdict.resetSeconds),
    "ratelimit-policy": `"token";q=${max};w=${windowSeconds}`,
    ratelimit: `"token";r=${verdict.remaining};t=${verdict.resetSeconds}`,
  };
}

export function tooManyRequests(max: number, verdict: RateVerdict): DomainError {
  return new DomainError(
    "overLimit",
    "api_rate_limit",
    `Rate limit exceeded (${max} requests per minute). Try again in ${verdict.resetSeconds} seconds.`,
    { retryAfterSeconds: verdict.resetSeconds },
  );
}
