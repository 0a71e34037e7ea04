import { DomainError } from "../errors";

/** How long to wait before a retry. `delay` and the answers are in the same unit, whichever the caller uses. */
export type DelayPolicy = {
  readonly delay?: number;
  readonly backoff?: "linear" | "exponential";
  readonly jitter?: "full" | "plus-minus";
};

/**
 * The delay before retry `attempt` (from 1): d, n·d with linear and (2ⁿ − 1)·d with exponential backoff. Full jitter
 * takes a random part of it; plus-minus moves it by up to d either way, never below 0.
 * @param random in [0, 1]
 * @example
 * retryDelay({ delay: 1, backoff: "exponential" }, 3, Math.random()); // 7
 */
export function retryDelay(policy: DelayPolicy, attempt: number, random: number): number {
  checkDelayPolicy(policy);
  if (!Number.isInteger(attempt) || attempt < 1) throw invalidRetry(`Retries are counted from 1, not ${attempt}.`);
  if (!(random >= 0 && random <= 1)) throw invalidRetry(`The random number must be from 0 to 1, not ${random}.`);
  const { delay = 0, backoff, jitter } = policy;
  const base = delay * factor(backoff, attempt);
  if (jitter === "full") return random * base;
  if (jitter === "plus-minus") return Math.max(0, base + (2 * random - 1) * delay);
  return base;
}

function factor(backoff: DelayPolicy["backoff"], attempt: number): number {
  if (backoff === "linear") return attempt;
  return backoff === "exponential" ? 2 ** attempt - 1 : 1;
}

/** Checks a policy where it is defined: backoff and jitter mean nothing without a delay. */
export function checkDelayPolicy({ delay, backoff, jitter }: DelayPolicy): void {
  if (backoff !== undefined && backoff !== "linear" && backoff !== "exponential") {
    throw invalidRetry(`A retry's backoff is "linear" or "exponential", not "${String(backoff)}".`);
  }
  if (jitter !== undefined && jitter !== "full" && jitter !== "plus-minus") {
    throw invalidRetry(`A retry's jitter is "full" or "plus-minus", not "${String(jitter)}".`);
  }
  if (delay === undefined && (backoff ?? jitter) !== undefined) {
    throw invalidRetry(`A retry with ${backoff ? "backoff" : "jitter"} needs a delay.`);
  }
  if (delay !== undefined && !(Number.isFinite(delay) && delay >= 0)) {
    throw invalidRetry(`A retry's delay must be 0 or greater, not ${String(delay)}.`);
  }
}

/** Checks a whole retry policy from a manifest. */
export function checkRetryPolicy(policy: {
  readonly max: number;
  readonly delayMs?: number;
  readonly backoff?: DelayPolicy["backoff"];
  readonly jitter?: DelayPolicy["jitter"];
}): void {
  if (!Number.isInteger(policy.max) || policy.max < 0) {
    throw invalidRetry(`A retry's max must be a whole number of 0 or more, not ${policy.max}.`);
  }
  checkDelayPolicy({ delay: policy.delayMs, backoff: policy.backoff, jitter: policy.jitter });
}

const invalidRetry = (message: string): DomainError => new DomainError("invalid", "invalid_retry", message);
