import { nextTicks } from "../cron/ticks";
import type { FreshnessSpec } from "../manifest/manifest";

export const FRESHNESS_STATES = ["PASS", "WARN", "FAIL", "UNKNOWN"] as const;
export type FreshnessState = (typeof FRESHNESS_STATES)[number];

/** Instants are epoch milliseconds. */
export type FreshnessFacts = {
  /** When the policy was first active. */
  readonly activeSince: number;
  /** Undefined if never materialized. */
  readonly lastMaterializedAt?: number | undefined;
};

export type Freshness = {
  readonly state: FreshnessState;
  /** Later than `now`: when the state changes unless the asset is materialized earlier. Undefined if it doesn't. */
  readonly changesAt: number | undefined;
};

/**
 * Evaluates a freshness policy. A deadline looks at the last tick that has passed.
 *
 * @throws DomainError `cron_invalid` or `time_zone_invalid`.
 * @example
 * freshness({ failAfterMs: 26 * HOUR }, { activeSince, lastMaterializedAt }, Date.now()); // { state: "PASS", changesAt }
 */
export function freshness(policy: FreshnessSpec, facts: FreshnessFacts, now: number): Freshness {
  return "deadline" in policy ? byDeadline(policy, facts, now) : byAge(policy, facts, now);
}

type AgePolicy = Extract<FreshnessSpec, { failAfterMs: number }>;
type DeadlinePolicy = Extract<FreshnessSpec, { deadline: string }>;

function byAge({ failAfterMs, warnAfterMs }: AgePolicy, facts: FreshnessFacts, now: number): Freshness {
  const { activeSince, lastMaterializedAt } = facts;
  const failsAt = (lastMaterializedAt ?? activeSince) + failAfterMs;
  if (now >= failsAt) return { state: "FAIL", changesAt: undefined };
  if (lastMaterializedAt === undefined) return { state: "UNKNOWN", changesAt: failsAt };
  const warnsAt = lastMaterializedAt + (warnAfterMs ?? failAfterMs);
  return now >= warnsAt
    ? { state: "WARN", changesAt: failsAt }
    : { state: "PASS", changesAt: Math.min(warnsAt, failsAt) };
}

function byDeadline(
  policy: DeadlinePolicy,
  { activeSince, lastMaterializedAt }: FreshnessFacts,
  now: number,
): Freshness {
  const { lowerBoundMs } = policy;
  const lastDeadline = tick(policy, now, true);
  const windowStart = lastDeadline - lowerBoundMs;
  if (lastMaterializedAt === undefined) {
    if (windowStart >= activeSince) return { state: "FAIL", changesAt: undefined };
    return { state: "UNKNOWN", changesAt: tick(policy, Math.max(now + 1, activeSince + lowerBoundMs)) };
  }
  if (lastMaterializedAt < windowStart) return { state: "FAIL", changesAt: undefined };
  return { state: "PASS", changesAt: tick(policy, Math.max(now, lastMaterializedAt + lowerBoundMs) + 1) };
}

/** Returns the first deadline at or after an instant, or with `reverse` the last one at or before it. */
function tick({ deadline, timeZone }: DeadlinePolicy, from: number, reverse = false): number {
  const [found] = nextTicks({ crons: deadline, timeZone }, from, 1, { reverse });
  return found as number;
}
