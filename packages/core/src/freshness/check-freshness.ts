import { smallestInterval } from "../cron/smallest-interval";
import { DomainError } from "../errors";
import type { FreshnessSpec } from "../manifest/manifest";
import { exactDuration } from "../retry/duration";

const SHORTEST_MS = 60_000;

/**
 * Checks a freshness policy.
 *
 * @throws DomainError `freshness_invalid` that names the setting, or `cron_invalid`.
 */
export function checkFreshness(policy: FreshnessSpec): void {
  if ("deadline" in policy) {
    atLeastAMinute("lowerBound", policy.lowerBoundMs);
    const intervalMs = smallestInterval(policy.deadline);
    if (policy.lowerBoundMs > intervalMs)
      throw invalid(
        `lowerBound is ${exactDuration(policy.lowerBoundMs)}, longer than the smallest interval between deadlines (${exactDuration(intervalMs)}).`,
      );
    return;
  }
  atLeastAMinute("failAfter", policy.failAfterMs);
  if (policy.warnAfterMs === undefined) return;
  atLeastAMinute("warnAfter", policy.warnAfterMs);
  if (policy.warnAfterMs >= policy.failAfterMs) throw invalid("warnAfter must be shorter than failAfter.");
}

function atLeastAMinute(setting: string, ms: number): void {
  if (ms < SHORTEST_MS) throw invalid(`${setting} is ${exactDuration(ms)}. It must be at least 1m.`);
}

const invalid = (message: string): DomainError => new DomainError("invalid", "freshness_invalid", message);
